using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Http;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Replay;
using Webhooks.Storage.Revision;

namespace Webhooks.Functions.Operations;

/// <summary>
/// Runs stored deliveries through today's mapper again; unless told otherwise it only shows what would be.
/// </summary>
public sealed class ReplayApi(
    VendorRegistry vendors,
    ReplayPages pages,
    RevisionPlanner planner,
    JobStore jobs,
    JobRunner runner,
    TimeProvider time)
{
    private const string Route = "/api/deliveries/replay";

    private static readonly string[] Ways = ["deliveryId", "from", "rejected"];

    [Function("ReplayDeliveries")]
    public async Task<HttpResponseData> ReplayAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "deliveries/replay")] HttpRequestData request)
    {
        JsonBody json = JsonBody.Read(
            request, "deliveryId", "vendor", "from", "to", "rejected", "reason", "send", "dryRun", "continue");
        ReplayRequest replay = Read(json);
        if (json.Flag("dryRun", otherwise: true))
            return await PreviewAsync(request, replay, json.Text("continue"));
        if (json.Has("continue"))
            throw new BadParameterException("continue", "Only a dry run is continued by its caller.");
        Job job = await runner.StartAsync(JobKinds.Replay, replay.ToJson(), request.Deadline());
        return JobReply.Of(request, job, Route);
    }

    /// <summary>How far it is, and what it did.</summary>
    [Function("ReplayProgress")]
    public async Task<HttpResponseData> ProgressAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "deliveries/replay/{id}")]
        HttpRequestData request,
        string id) =>
        await jobs.FindWithPreviewsAsync(JobKinds.Replay, id, request.Deadline()) is { } job
            ? JobReply.Of(request, job, Route)
            : Problem.Of(request, HttpStatusCode.NotFound, "No such replay", "No replay of that id was started.");

    private async Task<HttpResponseData> PreviewAsync(HttpRequestData request, ReplayRequest replay, string? cursor)
    {
        try
        {
            ReplayPreview preview = await ReplayPreview.MakeAsync(
                pages, planner, replay, cursor, time, request.Deadline());
            if (preview.IsTooLong)
            {
                Job job = await runner.StartAsync(
                    JobKinds.PreviewOf(JobKinds.Replay), replay.ToJson(), request.Deadline(), cursor);
                return JobReply.Of(request, job, Route);
            }

            return JobReply.OfPreview(
                request, JobKinds.Replay, preview.Counts, preview.Next is null, preview.Next);
        }
        catch (Exception e) when (
            cursor is not null && e is FormatException or IndexOutOfRangeException or ArgumentException)
        {
            throw new BadParameterException("continue", "It must be what the answer before gave.");
        }
    }

    private ReplayRequest Read(JsonBody json)
    {
        string[] given = [.. Ways.Where(json.Has)];
        if (given.Length != 1)
        {
            throw new BadParameterException(
                given.Length == 0 ? "deliveryId" : given[^1],
                "Give exactly one of deliveryId; vendor, from and to; rejected.");
        }

        ReplayRequest replay = new()
        {
            Vendor = json.Text("vendor"),
            From = json.Time("from"),
            To = json.Time("to"),
            Rejected = json.Flag("rejected", otherwise: false),
            Reason = json.Text("reason"),
            Send = json.Flag("send", otherwise: false),
        };
        if (replay.Vendor is not null && !vendors.Names().Contains(replay.Vendor))
            throw new BadParameterException("vendor", $"It must be one of {string.Join(", ", vendors.Names())}.");
        switch (given[0])
        {
            case "deliveryId":
                return DeliveryId.TryParse(json.Text("deliveryId"), out string id, out _)
                    ? new ReplayRequest { DeliveryId = id, Send = replay.Send }
                    : throw new BadParameterException(
                        "deliveryId", "It must be the id that a webhook was acknowledged with.");
            case "from" when replay.Vendor is null:
                throw new BadParameterException("vendor", "A range needs a vendor.");
            case "from" when replay.To is null || replay.To <= replay.From:
                throw new BadParameterException("to", "A range needs an end after its beginning.");
            case "from" when replay.From < DateTimeOffset.UnixEpoch:
                throw new BadParameterException("from", "Nothing was received before 1970.");
            case "rejected" when !replay.Rejected:
                throw new BadParameterException("rejected", "It can only be true.");
            default:
                return replay;
        }
    }
}
