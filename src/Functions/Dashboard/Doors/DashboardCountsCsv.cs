using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Webhooks.Functions.Dashboard.Doors;

/// <summary>The counts that the overview shows, as a file; asks for a session.</summary>
/// <param name="pages">Makes the page.</param>
public sealed class DashboardCountsCsv(DashboardPages pages)
{
    /// <summary><c>dashboard/counts.csv</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The answer.</returns>
    [Function(nameof(DashboardCountsCsv))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/counts.csv")] HttpRequest request) =>
        pages.CsvAsync(request);
}
