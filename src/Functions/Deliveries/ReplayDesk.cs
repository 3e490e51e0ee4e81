using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Webhooks.Functions.Api;
using Webhooks.Functions.Requests;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Replay;

namespace Webhooks.Functions.Deliveries;

/// <summary>Takes requests for replays: shows what one would do, or starts it. See docs/api.md.</summary>
/// <param name="tables">The tables.</param>
/// <param name="vendors">The vendors.</param>
/// <param name="pages">Reads deliveries.</param>
/// <param name="revision">Plans.</param>
/// <param name="jobs">Finds replays.</param>
/// <param name="runner">Starts replays.</param>
/// <param name="time">The clock.</param>
public sealed class ReplayDesk(
    WebhookTables tables,
    VendorRegistry vendors,
    ReplayPages pages,
    DeliveryRevision revision,
    JobStore jobs,
    JobRunner runner,
    TimeProvider time)
{
    private const string Route = "/api/deliveries/replay";

    private static readonly string[] Ways = ["deliveryId", "from", "rejected"];

    /// <summary>Shows what a replay would do, or, with <c>"dryRun": false</c>, starts it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>200 with a preview, 202 with a job, or problem+json.</returns>
    public Task<IResult> ReplayAsync(HttpRequest request, CancellationToken cancellationToken) =>
        Answers.OfAsync(request, async () =>
        {
            RequestJson json = await RequestJson.ReadAsync(
                request, "deliveryId", "vendor", "from", "to", "rejected", "reason", "dryRun", "continue");
            ReplayRequest replay = Read(json);
            if (json.Flag("dryRun", otherwise: true))
                return await PreviewAsync(replay, json.Text("continue"), cancellationToken);
            if (json.Has("continue"))
                throw new BadParameterException("continue", "Only a dry run is continued by its caller.");
            Job job = await tables.WithTablesAsync(
                () => runner.StartAsync(JobKinds.Replay, replay.ToJson(), cancellationToken), cancellationToken);
            return Answers.Job(request, job, Route);
        });

    /// <summary>Says how far a replay is.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The replay's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>200 where it is done, 202 where it is not, or problem+json.</returns>
    public Task<IResult> ProgressAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        Answers.OfAsync(request, async () =>
            await tables.WithTablesAsync(() => jobs.FindAsync(JobKinds.Replay, id, cancellationToken), cancellationToken) is { } job
                ? Answers.Job(request, job, Route)
                : Answers.NotFound("No such replay", "No replay of that id was started."));

    private async Task<IResult> PreviewAsync(ReplayRequest replay, string? cursor, CancellationToken cancellationToken)
    {
        try
        {
            ReplayPreview preview = await tables.WithTablesAsync(
                () => ReplayPreview.MakeAsync(pages, revision, replay, cursor, time, cancellationToken), cancellationToken);
            JsonObject answer = Answers.Tree(preview.Counts);
            answer.Insert(0, "dryRun", true);
            answer.Insert(1, "complete", preview.Next is null);
            if (preview.Next is not null)
                answer.Insert(2, "continue", preview.Next);
            return Answers.Json(answer);
        }
        catch (Exception e) when (cursor is not null && e is FormatException or IndexOutOfRangeException or ArgumentException)
        {
            throw new BadParameterException("continue", "It must be what the answer before gave.");
        }
    }

    private ReplayRequest Read(RequestJson json)
    {
        string[] given = [.. Ways.Where(json.Has)];
        if (given.Length != 1)
        {
            throw new BadParameterException(
                given.Length == 0 ? "deliveryId" : given[^1], "Give exactly one of deliveryId; vendor, from and to; rejected.");
        }

        ReplayRequest replay = new()
        {
            Vendor = json.Text("vendor"),
            From = json.Time("from"),
            To = json.Time("to"),
            Rejected = json.Flag("rejected", otherwise: false),
            Reason = json.Text("reason"),
        };
        if (replay.Vendor is not null && !vendors.Names().Contains(replay.Vendor))
            throw new BadParameterException("vendor", $"It must be one of {string.Join(", ", vendors.Names())}.");
        switch (given[0])
        {
            case "deliveryId":
                return DeliveryId.TryParse(json.Text("deliveryId"), out string id, out _)
                    ? new ReplayRequest { DeliveryId = id }
                    : throw new BadParameterException("deliveryId", "It must be the id that a webhook was acknowledged with.");
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
