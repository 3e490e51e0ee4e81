using System.Globalization;
using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;

namespace Webhooks.Functions.Dashboard.Pages.Overview;

/// <summary>What a newcomer does next.</summary>
internal static class EmptyState
{
    private const string Json = "-H 'Content-Type: application/json'";
    private const string Count = $"curl -i 'http://localhost:7071/admin/functions/RollUpDailyCounts' {Json} -d '{{}}'";

    public static Html Nothing(VendorRegistry vendors, DateTimeOffset now) => Html.Of($"""
        <section class="card empty"><h2>No webhook has come yet</h2>
        <p>Send a first one, as a vendor would. On your own machine:</p>
        {vendors.All.Select(vendor => Html.Of($"""<pre tabindex="0">{Send(vendor, now)}</pre>"""))}
        <p>It shows here as soon as it is stored, within seconds; it is counted with the next roll-up. In Azure use the
        function's URL, with its key, from the portal or the output of the deployment.</p>
        </section>
        """);

    public static Html NoCounts() => Html.Of($"""
        <div class="empty"><h3>Nothing is counted in these days</h3>
        <p>Events are counted by the roll-up, every five minutes unless RollupSchedule says otherwise. To count now, on
        your own machine:</p>
        <pre tabindex="0">{Count}</pre></div>
        """);

    private static string Send(IVendor vendor, DateTimeOffset now)
    {
        string time = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        string body = vendor.Sample.Replace("NOW", time, StringComparison.Ordinal);
        return $"curl -i 'http://localhost:7071/api/webhooks/{vendor.Name}' {Json} \\\n  -d '{body}'";
    }
}
