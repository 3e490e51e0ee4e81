using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Http;
using Webhooks.Ingestion.Json;
using Webhooks.Storage.Jobs;

namespace Webhooks.Functions.Operations;

/// <summary>Answers of what runs in the background: replays and erasures.</summary>
internal static class JobReply
{
    /// <summary>JSON, without what is null.</summary>
    public static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters = { new TimeConverter() },
        };

    /// <summary>200 where it is done, else 202 and where to ask again.</summary>
    public static HttpResponseData Of(HttpRequestData request, Job job, string route)
    {
        bool isDone = job.Status == JobStatuses.Done;
        JsonObject answer = new() { ["id"] = job.Id, ["status"] = job.Status };
        if (job.IsPreview || job.Kind == JobKinds.Replay)
            answer["dryRun"] = job.IsPreview;
        answer["createdAt"] = EventJson.Time(job.CreatedAt);
        answer["updatedAt"] = EventJson.Time(job.UpdatedAt);
        AddCounts(answer, job.Kind, job.Counts);
        HttpStatusCode status = isDone ? HttpStatusCode.OK : HttpStatusCode.Accepted;
        HttpResponseData response = Reply.Of(request, answer, Json, status);
        if (!isDone)
            response.Set("Location", $"{route}/{job.Id}");
        return response;
    }

    /// <summary>200 with what a dry run found out while the caller waited.</summary>
    /// <param name="kind">One of <see cref="JobKinds"/>.</param>
    /// <param name="isComplete">Whether that is all.</param>
    /// <param name="next">What goes on where it is not.</param>
    public static HttpResponseData OfPreview(
        HttpRequestData request, string kind, JobCounts counts, bool isComplete, string? next = null)
    {
        JsonObject answer = new() { ["dryRun"] = true, ["complete"] = isComplete };
        if (next is not null)
            answer["continue"] = next;
        AddCounts(answer, kind, counts);
        return Reply.Of(request, answer, Json);
    }

    // "events/message.sent/added" is an object in an object. What is always counted is there with a 0 too.
    private static void AddCounts(JsonObject answer, string kind, JobCounts counts)
    {
        foreach ((string path, long count) in Always(kind).Select(path => KeyValuePair.Create(path, 0L)).Concat(counts))
        {
            JsonObject at = answer;
            string[] names = path.Split('/');
            foreach (string name in names[..^1])
                at = (JsonObject)(at[name] ??= new JsonObject());
            at[names[^1]] = count;
        }

        if (JobKinds.WorkOf(kind) == JobKinds.Replay)
            answer["events"] ??= new JsonObject();
    }

    private static string[] Always(string kind) => JobKinds.WorkOf(kind) switch
    {
        JobKinds.Replay =>
            ["deliveries/examined", "deliveries/changed", "deliveries/processed", "deliveries/rejected"],
        JobKinds.Erasure =>
            ["deliveries/examined", "deliveries/erased", "deliveries/erasedRejected", "events/removed"],
        _ => ["parked/examined", "parked/queued"],
    };
}
