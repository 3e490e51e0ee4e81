using System.Globalization;
using Microsoft.AspNetCore.Http;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Api;

/// <summary>Answers <c>GET /api/counts</c>.</summary>
/// <param name="counts">Reads counts.</param>
/// <param name="vendors">The vendors.</param>
/// <param name="time">The clock.</param>
public sealed class CountsEndpoint(CountReader counts, VendorRegistry vendors, TimeProvider time)
{
    private const string ByDay = "day";
    private const string ByCampaign = "campaign";
    private const int MaxDays = 400;
    private const int MaxCampaignDays = 92;

    /// <summary>Answers a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The caller went away.</param>
    /// <returns>JSON or CSV, or problem+json.</returns>
    public Task<IResult> GetAsync(HttpRequest request, CancellationToken cancellationToken) => ApiAnswer.OfAsync(request, async () =>
    {
        QueryParameters parameters = new(request.Query, "vendor", "from", "to", "type", "by", "format");
        CountQuery query = Query(parameters);
        string? format = parameters.Choice("format", [Formats.Json, Formats.Csv]);
        IReadOnlyList<DailyCount> found = await counts.ReadAsync(query, cancellationToken);
        return format == Formats.Csv
            ? CountsCsv.Of(found, query.ByCampaign).Answer(request, FileName(query))
            : TypedResults.Json(
                new CountsView(
                    query.From, query.To, query.ByCampaign ? ByCampaign : ByDay, found.Sum(count => count.Count), [.. found.Select(CountView.Of)]),
                ApiJson.Default.CountsView);
    });

    private CountQuery Query(QueryParameters parameters)
    {
        DateOnly today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        string[] names = [.. vendors.All.Select(vendor => vendor.Name)];
        string? vendor = parameters.Choice("vendor", names);
        DateOnly to = parameters.Day("to", today);
        DateOnly from = parameters.Day("from", to.DayNumber > 29 ? to.AddDays(-29) : DateOnly.MinValue);
        bool byCampaign = parameters.Choice("by", [ByDay, ByCampaign]) == ByCampaign;
        int maxDays = byCampaign ? MaxCampaignDays : MaxDays;
        if (from > to)
            throw new BadParameterException("from", "It must not be after to.");
        if (to.DayNumber - from.DayNumber >= maxDays)
            throw new BadParameterException("from", string.Create(CultureInfo.InvariantCulture, $"It may be up to {maxDays} days before the end of to."));

        return new CountQuery
        {
            Vendors = vendor is null ? names : [vendor],
            From = from,
            To = to,
            Type = parameters.Choice("type", EventTypes.All),
            ByCampaign = byCampaign,
        };
    }

    private static string FileName(CountQuery query) => string.Create(
        CultureInfo.InvariantCulture, $"{(query.ByCampaign ? "campaign-counts" : "counts")}-{query.From:yyyyMMdd}-{query.To:yyyyMMdd}.csv");
}
