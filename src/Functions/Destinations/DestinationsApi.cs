using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Http;
using Webhooks.Functions.Operations;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Events;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Outgoing;
using Webhooks.Storage.Sending;

namespace Webhooks.Functions.Destinations;

/// <summary>Where events are sent on, and what did not arrive there. See docs/api.md.</summary>
public sealed class DestinationsApi(
    DestinationList destinations,
    DestinationStatusReader status,
    ParkedEvents parked,
    OutgoingQueue outgoing,
    RedeliveryJob redelivery,
    JobStore jobs,
    JobRunner runner,
    SampleEvent sample,
    TimeProvider time)
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    /// <summary>Each destination, and how it is.</summary>
    [Function("GetDestinations")]
    public async Task<HttpResponseData> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "destinations")] HttpRequestData request)
    {
        _ = new QueryParameters(request);
        IReadOnlyList<DestinationStatus> all = await status.ReadAsync(request.Deadline());
        object answer = new
        {
            destinations = all.Select(DestinationReply.Of),
            queuedMessages = await outgoing.CountAsync(request.Deadline()),
        };
        return Reply.Of(request, answer, JobReply.Json);
    }

    /// <summary>What a destination did not take, in the order of vendor and time.</summary>
    [Function("GetParkedEvents")]
    public async Task<HttpResponseData> ParkedAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "destinations/{name}/parked")]
        HttpRequestData request,
        string name)
    {
        QueryParameters parameters = new(request, "limit", "continuation");
        int limit = parameters.Number("limit", DefaultLimit, 1, MaxLimit);
        string? continuation = parameters.Continuation(text => ParkedEvent.TryKey(text, out _));
        ParkedPage page = await parked.PageAsync(name, limit, continuation, request.Deadline());
        object answer = new { destination = name, parked = page.Events.Select(DestinationReply.Of), next = page.Next };
        return Reply.Of(request, answer, JobReply.Json).Continue(request, page.Next);
    }

    /// <summary>Sends parked events again; unless told otherwise it only says how many.</summary>
    [Function("RedeliverEvents")]
    public async Task<HttpResponseData> RedeliverAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "destinations/{name}/redeliver")]
        HttpRequestData request,
        string name)
    {
        JsonBody json = JsonBody.Read(request, "eventId", "from", "to", "dryRun");
        RedeliveryRequest asked = new(Configured(name).Name)
        {
            EventId = json.Text("eventId"),
            From = json.Time("from"),
            To = json.Time("to"),
        };
        if (asked.To <= asked.From)
            throw new BadParameterException("to", "A range needs an end after its beginning.");
        if (json.Flag("dryRun", otherwise: true))
        {
            (JobCounts counts, bool isWhole) = await redelivery.CountAsync(asked, request.Deadline());
            return JobReply.OfPreview(request, JobKinds.Redelivery, counts, isWhole);
        }

        Job job = await runner.StartAsync(JobKinds.Redelivery, asked.ToJson(), request.Deadline());
        return JobReply.Of(request, job, Route(name));
    }

    /// <summary>How far it is, and what it did.</summary>
    [Function("RedeliveryProgress")]
    public async Task<HttpResponseData> ProgressAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "destinations/{name}/redeliver/{id}")]
        HttpRequestData request,
        string name,
        string id) =>
        await jobs.FindAsync(JobKinds.Redelivery, id, request.Deadline()) is { } job
            && RedeliveryRequest.Parse(job.Request!).Destination == name
            ? JobReply.Of(request, job, Route(name))
            : Problem.Of(
                request, HttpStatusCode.NotFound, "No such redelivery", "No redelivery of that id was started.");

    /// <summary>Sends a made-up event at once, and says what was answered. It is not stored, nor tried again.</summary>
    [Function("SendSampleEvent")]
    public async Task<HttpResponseData> SampleAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "destinations/{name}/sample")]
        HttpRequestData request,
        string name)
    {
        long start = time.GetTimestamp();
        DestinationAnswer answer = await sample.SendAsync(Configured(name), request.Deadline());
        return Reply.Of(
            request,
            new
            {
                delivered = answer.IsDelivered,
                status = answer.Status,
                answer = answer.Text,
                milliseconds = (long)time.GetElapsedTime(start).TotalMilliseconds,
            },
            JobReply.Json);
    }

    private Destination Configured(string name) => destinations.Find(name) ?? throw new BadParameterException(
        "name",
        destinations.All.Count == 0
            ? "No destination is configured."
            : $"It must be one of {string.Join(", ", destinations.All)}.");

    private static string Route(string name) => $"/api/destinations/{name}/redeliver";
}
