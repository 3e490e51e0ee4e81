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
        foreach ((string name, JsonNode? value) in Tree(job.Counts, Roots(job.Kind)))
            answer[name] = value?.DeepClone();
        HttpStatusCode status = isDone ? HttpStatusCode.OK : HttpStatusCode.Accepted;
        HttpResponseData response = Reply.Of(request, answer, Json, status);
        if (!isDone)
            response.Set("Location", $"{route}/{job.Id}");
        return response;
    }

    /// <summary>What there is to be counted, whether anything is or not.</summary>
    /// <param name="kind">One of <see cref="JobKinds"/>.</param>
    public static IEnumerable<string> Roots(string kind) =>
        kind == JobKinds.Redelivery ? ["parked"] : ["deliveries", "events"];

    /// <summary>Turns <c>events/message.sent/added</c> into an object in an object.</summary>
    public static JsonObject Tree(JobCounts counts, params IEnumerable<string> roots)
    {
        JsonObject tree = new(roots.Select(root => KeyValuePair.Create(root, (JsonNode?)new JsonObject())));
        foreach ((string path, long count) in counts)
        {
            JsonObject at = tree;
            string[] names = path.Split('/');
            foreach (string name in names[..^1])
                at = (JsonObject)(at[name] ??= new JsonObject());
            at[names[^1]] = count;
        }

        return tree;
    }
}
