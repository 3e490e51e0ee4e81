using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;
using Webhooks.Storage.Status;

namespace Webhooks.Functions.Dashboard.Pages.Overview;

/// <summary>Is it alive, what came in, what was refused, how do the days compare.</summary>
internal static class OverviewPage
{
    public static Html Content(
        ServiceStatus status,
        OverviewQuery query,
        IReadOnlyList<DailyCount> counts,
        IReadOnlyList<DailyCount>? campaigns) => Html.Of($"""
        <h1 class="skip">Overview</h1>
        {Verdict(status)}
        {Cards(status, query.Vendors)}
        {(status.Vendors.All(vendor => vendor.LastReceivedAt is null) && counts.Count == 0
            ? EmptyState.Nothing(query.Vendors, status.At)
            : CountsSection.Of(query, counts, campaigns))}
        """);

    private static Html Verdict(ServiceStatus status)
    {
        bool isUrgent = status.Findings.Any(finding => finding.IsUrgent);
        (string style, string word, string why) = (isUrgent, status.Findings.Count) switch
        {
            (true, _) => ("bad", "Needs you", "Data waits until somebody acts."),
            (_, > 0) => ("warn", "Healthy, worth a look", "Webhooks are taken in and counted."),
            _ => ("good", "Healthy", "Webhooks are taken in, stored and counted."),
        };
        return Html.Of($"""
            <div class="verdict {style}" role="status"><strong>{word}</strong><span>{why}</span>
            <span class="stamp">{Display.Time(status.At)}</span></div>
            {(status.Findings.Count == 0 ? Html.None : Html.Of($"""
                <ul class="findings" aria-label="Findings">{status.Findings.Select(finding =>
                    Html.Of($"""<li>{finding.Text}</li>"""))}</ul>
                """))}
            """);
    }

    private static Html Cards(ServiceStatus status, VendorRegistry vendors)
    {
        int rejected = status.Rejected.Sum(vendor => vendor.Count);
        string more = status.Rejected.Any(vendor => vendor.HasMore) ? "+" : "";
        string ran = status.RollUp.LastRunAt is { } at ? Display.Ago(status.At, at) : "not yet";
        string poison = Poison(status.Queue);
        return Html.Of($"""
            <dl class="cards">
            {status.Vendors.Select(vendor => Card(vendors.DisplayNameOf(vendor.Vendor), vendor, status.At))}
            {Card("In the queue", Display.Number(status.Queue.Messages), Html.Of($"{Oldest(status)}"))}
            {Card("Rejected", $"{Display.Number(rejected)}{more}", rejected == 0
                ? Html.Of($"none to look at{poison}")
                : Html.Of($"""<a href="rejected">see why</a>{poison}"""))}
            {Card("Last roll-up", ran, Html.Of($"{Waiting(status.RollUp.WaitingHours)}"))}
            </dl>
            """);
    }

    private static string Oldest(ServiceStatus status) =>
        status.Queue.OldestAt is { } oldest ? $"oldest waits {Display.Span(status.At - oldest)}" : "nothing waits";

    private static string Waiting(int hours) => hours switch
    {
        0 => "counts are complete",
        1 => "1 hour to count",
        _ => $"{hours} hours to count",
    };

    private static string Poison(QueueState queue) =>
        queue.PoisonMessages == 0 ? "" : $" · {Display.Number(queue.PoisonMessages)} poison";

    private static Html Card(string name, VendorState vendor, DateTimeOffset now)
    {
        if (vendor.LastReceivedAt is not { } last)
            return Card(name, "nothing yet", Html.Of($"in a week"));
        Html note = vendor.IsUnusuallySilent
            ? Html.Of($"""<span class="mark-warn">unusually silent</span>""")
            : Display.ShortTime(last);
        return Card(name, Display.Ago(now, last), note);
    }

    private static Html Card(string name, string figure, Html note) => Html.Of($"""
        <div class="card"><dt>{name}</dt><dd class="figure">{figure}</dd><dd class="note">{note}</dd></div>

        """);
}
