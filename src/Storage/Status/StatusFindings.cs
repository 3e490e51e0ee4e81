using System.Globalization;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Status;

/// <summary>Judges the figures of a status.</summary>
public static class StatusFindings
{
    private static readonly TimeSpan QueueMayBeBehind = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RollUpMayBeLate = TimeSpan.FromMinutes(10);

    /// <summary>Judges.</summary>
    /// <param name="now">The time, in UTC.</param>
    /// <param name="queue">What waits.</param>
    /// <param name="rollUp">How far the counts are.</param>
    /// <param name="vendors">When each vendor was heard of last.</param>
    /// <param name="unreadable">The rows that were met lately and cannot be read.</param>
    /// <returns>What a person should look at, the worst first.</returns>
    public static IReadOnlyList<Finding> Of(
        DateTimeOffset now,
        QueueState queue,
        RollUpTimes rollUp,
        IReadOnlyCollection<VendorState> vendors,
        IReadOnlyCollection<RejectedState> rejected,
        IReadOnlyCollection<UnreadableRow> unreadable)
    {
        List<Finding> findings = [];
        if (queue.OldestAt is { } oldest && now - oldest > QueueMayBeBehind)
            findings.Add(new(true, "queue-behind", Say(
                $"The oldest message has waited {Minutes(now - oldest)}: processing is behind, or stopped.")));
        if (queue.PoisonMessages > 0)
        {
            findings.Add(new(true, "poison", Say(
                $"The queue gave up on {queue.PoisonMessages} message(s); they become rejected deliveries.")));
        }

        if (rollUp.WaitingHours > 0 && rollUp.NextRunAt is { } due && now - due > RollUpMayBeLate)
            findings.Add(new(true, "roll-up-late", Say(
                $"The roll-up was due {Minutes(now - due)} ago: the counts are old.")));
        foreach (VendorState vendor in vendors.Where(vendor => vendor.IsUnusuallySilent))
            findings.Add(new(false, "vendor-silent", Say(
                $"Nothing from {vendor.Vendor} for unusually long: at the same time a week ago it sent events.")));
        int count = rejected.Sum(vendor => vendor.Count);
        if (count > 0)
        {
            string more = rejected.Any(vendor => vendor.HasMore) ? "+" : "";
            string wait = count == 1 ? "delivery waits" : "deliveries wait";
            findings.Add(new(false, "rejected", Say(
                $"{count}{more} rejected {wait} for a look; nothing of them is lost.")));
        }

        if (unreadable.FirstOrDefault() is { } row)
        {
            string more = unreadable.Count == UnreadableRows.Max ? "+" : "";
            findings.Add(new(false, "unreadable-rows", Say(
                $"{unreadable.Count}{more} row(s) cannot be read and are left out, such as {row}: mend them.")));
        }

        return findings;
    }

    private static string Minutes(TimeSpan time) => time.TotalHours < 2
        ? Say($"{time.TotalMinutes:0} minutes")
        : Say($"{time.TotalHours:0} hours");

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
