using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Dashboard.Pages;

/// <summary>Is it alive, what came in, what was refused, how do the days compare.</summary>
internal static class OverviewPage
{
    public static Html Content(ServiceStatus status, OverviewQuery query, IReadOnlyList<DailyCount> counts, IReadOnlyList<DailyCount>? campaigns) => Html.Of($"""
        <h1 class="skip">Overview</h1>
        {Verdict(status)}
        {Cards(status)}
        {(status.Vendors.All(vendor => vendor.LastReceivedAt is null) && counts.Count == 0 ? EmptyState.Nothing() : CountsSection.Of(query, counts, campaigns))}
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
            <div class="verdict {style}" role="status"><strong>{word}</strong><span>{why}</span><span class="stamp">{Display.Time(status.At)}</span></div>
            {(status.Findings.Count == 0 ? Html.None : Html.Of($"""
                <ul class="findings" aria-label="Findings">{status.Findings.Select(finding => Html.Of($"""<li>{finding.Text}</li>"""))}</ul>
                """))}
            """);
    }

    private static Html Cards(ServiceStatus status)
    {
        QueueState queue = status.Queue;
        int rejected = status.Rejected.Sum(vendor => vendor.Count);
        string more = status.Rejected.Any(vendor => vendor.HasMore) ? "+" : "";
        return Html.Of($"""
            <dl class="cards">
            {status.Vendors.Select(vendor => Card(
                Display.Vendor(vendor.Vendor),
                vendor.LastReceivedAt is { } last ? Display.Ago(status.At, last) : "nothing yet",
                vendor.IsUnusuallySilent ? Html.Of($"""<span class="mark-warn">unusually silent</span>""") : vendor.LastReceivedAt is { } at ? Display.ShortTime(at) : Html.Of($"in a week")))}
            {Card("In the queue", Display.Number(queue.Messages), Html.Of($"{(queue.OldestAt is { } oldest ? $"oldest waits {Display.Span(status.At - oldest)}" : "nothing waits")}"))}
            {Card("Rejected", $"{Display.Number(rejected)}{more}", rejected == 0
                ? Html.Of($"none to look at{Poison(queue)}")
                : Html.Of($"""<a href="rejected">see why</a>{Poison(queue)}"""))}
            {Card("Last roll-up", status.RollUp.LastRunAt is { } ran ? Display.Ago(status.At, ran) : "not yet", Html.Of(
                $"{(status.RollUp.WaitingHours == 0 ? "counts are complete" : status.RollUp.WaitingHours == 1 ? "1 hour to count" : $"{status.RollUp.WaitingHours} hours to count")}"))}
            </dl>
            """);
    }

    private static string Poison(QueueState queue) => queue.PoisonMessages == 0 ? "" : $" · {Display.Number(queue.PoisonMessages)} poison";

    private static Html Card(string name, string figure, Html note) => Html.Of($"""
        <div class="card"><dt>{name}</dt><dd class="figure">{figure}</dd><dd class="note">{note}</dd></div>
        """);
}
