using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Http;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Api.Counts;

/// <summary>Campaigns, or their steps, with numbers and rates of a range of days.</summary>
public sealed class CampaignsApi(CountReader counts, VendorRegistry vendors, TimeProvider time)
{
    private const string ByCampaign = "campaign";
    private const string ByStep = "step";
    private const int MaxDays = 92;

    [Function("GetCampaigns")]
    public async Task<HttpResponseData> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "campaigns")] HttpRequestData request)
    {
        QueryParameters parameters = new(request, "vendor", "from", "to", "by", "format", "continuation");
        string? vendor = parameters.Choice("vendor", vendors.Registered);
        (DateOnly from, DateOnly to) = parameters.Days(time.GetUtcNow(), MaxDays);
        bool bySteps = parameters.Choice("by", [ByCampaign, ByStep]) == ByStep;
        string? format = parameters.Choice("format", ["json", "csv"]);
        int start = FileParts.Start(parameters.Text("continuation"));

        CountQuery query = new()
        {
            Vendors = vendor is null ? vendors.Registered : [vendor],
            From = from,
            To = to,
            ByCampaign = true,
            WithContacts = true,
        };
        CampaignSums sums = new(bySteps);
        await counts.ForEachAsync(query, sums.Add, request.Deadline());
        IReadOnlyList<CampaignFigures> all = sums.Figures();
        CampaignFigures[] part = [.. all.Skip(start).Take(FileParts.MaxRows)];
        string? next = all.Count - start > FileParts.MaxRows ? $"{start + FileParts.MaxRows}" : null;
        HttpResponseData response = format == "csv"
            ? CampaignsCsv.Of(part).ToFile(request, $"campaigns-{from:yyyyMMdd}-{to:yyyyMMdd}.csv")
            : Reply.Of(
                request,
                new CampaignsView(from, to, bySteps ? ByStep : ByCampaign, part, next),
                ApiJson.Default.CampaignsView);
        return response.Continue(request, next);
    }
}

/// <summary>A part of the campaigns.</summary>
internal sealed record CampaignsView(
    DateOnly From, DateOnly To, string By, IReadOnlyList<CampaignFigures> Campaigns, string? Next);
