using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Webhooks.Functions.Api;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Queue;

namespace Webhooks.Functions.Requests;

/// <summary>Answers of the endpoints for operators; problems are problem+json (RFC 9457).</summary>
internal static class Answers
{
    private static readonly JsonSerializerOptions Options =
        new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Runs an endpoint and turns what goes wrong into an answer.</summary>
    public static Task<IResult> OfAsync(HttpRequest request, Func<Task<IResult>> endpoint) =>
        ApiAnswer.OfAsync(request, async () =>
        {
            try
            {
                return await endpoint();
            }
            catch (QueueUnavailableException)
            {
                return ApiAnswer.Unavailable(request);
            }
        });

    /// <summary>JSON, without what is null.</summary>
    public static IResult Json(object value, int status = StatusCodes.Status200OK) =>
        TypedResults.Json(value, Options, statusCode: status);

    /// <summary>404.</summary>
    public static IResult NotFound(string title, string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound, title: title);

    /// <summary>A job: 200 where it is done, else 202 and where to ask again.</summary>
    public static IResult Job(HttpRequest request, Job job, string route)
    {
        bool isDone = job.Status == JobStatuses.Done;
        if (!isDone)
            request.HttpContext.Response.Headers.Location = $"{route}/{job.Id}";
        JsonObject answer = new() { ["id"] = job.Id, ["status"] = job.Status };
        if (job.Kind == JobKinds.Replay)
            answer["dryRun"] = false;
        answer["createdAt"] = job.CreatedAt.UtcDateTime;
        answer["updatedAt"] = job.UpdatedAt.UtcDateTime;
        foreach ((string name, JsonNode? value) in Tree(job.Counts))
            answer[name] = value?.DeepClone();
        return Json(answer, isDone ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
    }

    /// <summary>Turns <c>events/message.sent/added</c> into an object in an object.</summary>
    public static JsonObject Tree(JobCounts counts)
    {
        JsonObject tree = new() { ["deliveries"] = new JsonObject(), ["events"] = new JsonObject() };
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
