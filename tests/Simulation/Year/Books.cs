using System.Globalization;
using System.Text;
using Webhooks.Simulation.Instances;

namespace Webhooks.Simulation.Year;

/// <summary>
/// Accounts for what was acknowledged: every id, every event, every number. Of the product it knows the documented
/// tables and columns only.
/// </summary>
/// <param name="storage">What is stored.</param>
/// <param name="traffic">What was sent.</param>
/// <param name="firstKept">The first day that retention has to leave, as <c>yyyyMMdd</c>.</param>
/// <param name="purgedBefore">What it has to have removed: all days before this one.</param>
internal sealed class Books(SimulatedAccount storage, Traffic traffic, string firstKept, string purgedBefore)
{
    private const int MostProblems = 20;

    private static readonly string[] Tables =
    [
        "Events", "Deliveries", "RejectedDeliveries", "PendingDeliveries", "ParkedEvents", "SchemaDrift", "Jobs", "ServiceState",
    ];

    private readonly List<string> _problems = [];

    /// <summary>What is wrong, the first twenty of it.</summary>
    public IReadOnlyList<string> Check(Fleet fleet)
    {
        Check(fleet.IsQuiet, "Something is stuck: a message, a mark, a job or a stored delivery that waits.");
        CheckDeliveries();
        CheckEvents();
        CheckErased();
        CheckCounts("DailyCounts", one => $"{one.Day}|{one.Kind.Type}|{one.Kind.Channel}", row =>
            $"{row.Text("Day")}|{row.Text("Type")}|{row.Text("Channel")}");
        CheckCounts(
            "DailyCampaignCounts",
            one => $"{one.Day}|{one.Kind.Type}|{one.Kind.Channel}|{one.CampaignName}|{one.Step}",
            row => $"{row.Text("Day")}|{row.Text("Type")}|"
                + $"{row.Text("Channel")}|{row.Text("Campaign")}|{row.Text("CampaignStep")}");
        return _problems;
    }

    private void CheckDeliveries()
    {
        Dictionary<string, string?> stored = [];
        foreach (StoredRow row in storage.Rows("Deliveries"))
        {
            if (row.Text("DeliveryId") is { } id)
                stored[id] = row.Text("Status");
        }

        HashSet<string> rejected = [.. storage.Rows("RejectedDeliveries").Select(row => row.RowKey)];
        foreach ((string id, (SentEvent of, bool isBroken)) in traffic.Acknowledged)
        {
            if (string.CompareOrdinal(DayOf(id), firstKept) < 0)
                continue;
            string wanted = of.IsErased(id) ? "erased" : isBroken ? "rejected" : "processed";
            string? status = stored.GetValueOrDefault(id);
            Check(status == wanted, $"Delivery {id} is {status ?? "not stored"}, and should be {wanted}.");
            bool isListed = wanted == "rejected";
            Check(
                rejected.Contains(id) == isListed,
                $"Delivery {id} is {(isListed ? "not " : "")}among the rejected ones.");
        }
    }

    private void CheckEvents()
    {
        foreach (StoredRow row in storage.Rows("Events"))
        {
            int number = SentEvent.NumberOf(row.Text("ContactId"));
            if (number < 1 || number > traffic.Events.Count)
            {
                Check(false, $"Event {row.RowKey} is nobody's.");
                continue;
            }

            SentEvent one = traffic.Events[number - 1];
            one.Found++;
            bool isRight = one.MayBe
                && row.PartitionKey == $"{one.Kind.Vendor}_{one.Day}"
                && row.Text("Vendor") == one.Kind.Vendor
                && row.Text("Type") == one.Kind.Type
                && row.Text("VendorEventType") is null or { Length: > 0 }
                && row.Text("Channel") == one.Kind.Channel
                && row.Text("Campaign") == one.CampaignName
                && row.Text("CampaignStep") == one.Step
                && one.MayBeOf(row.Text("DeliveryId"))
                && (DateTime?)row["OccurredAt"] == one.OccurredAt.UtcDateTime;
            Check(isRight, $"Event {row.RowKey} is not what was sent.");
            Check(
                string.CompareOrdinal(one.Day, purgedBefore) >= 0,
                $"Event {row.RowKey} of {one.Day} is kept too long.");
        }

        foreach (SentEvent one in traffic.Events)
        {
            if (string.CompareOrdinal(one.Day, firstKept) >= 0)
                Check(one.Found == 1 || (one.Found == 0 && !one.MustBe),
                    $"Event {one.Number} of {one.OccurredAt:u} is stored {one.Found} times.");
        }
    }

    private void CheckErased()
    {
        SentEvent[] gone = [.. traffic.Events.Where(one => one.IsGone)];
        byte[][] contacts = [.. gone.Select(one => Encoding.ASCII.GetBytes(one.Contact))];
        foreach (string table in Tables)
        {
            foreach (StoredRow row in storage.Rows(table))
            {
                int found = Array.FindIndex(contacts, contact => row.Holds(contact));
                Check(found < 0, $"{table} {row.PartitionKey} {row.RowKey} holds an erased contact.");
            }
        }
    }

    // Of a day that is kept, exactly what is stored; of one that is purged, what was acknowledged, and at most what was
    // sent. Who was erased may have been counted there before.
    private void CheckCounts(string table, Func<SentEvent, string> keyOf, Func<StoredRow, string> keyOfRow)
    {
        Dictionary<(string Vendor, string Key), (long Least, long Most)> wanted = [];
        foreach (SentEvent one in traffic.Events)
        {
            bool isKept = string.CompareOrdinal(one.Day, firstKept) >= 0;
            (string, string) key = (one.Kind.Vendor, keyOf(one));
            (long least, long most) = wanted.GetValueOrDefault(key);
            wanted[key] = isKept
                ? (least + one.Found, most + one.Found)
                : (least + (one.MustBe ? 1 : 0), most + (one.LastSent is null ? 0 : 1));
        }

        foreach (StoredRow row in storage.Rows(table))
        {
            (string, string) key = (row.PartitionKey, keyOfRow(row));
            long count = (long?)row["Count"] ?? 0;
            (long least, long most) = wanted.GetValueOrDefault(key);
            Check(count >= least && count <= most,
                $"{table} {key} is {count}, and should be {(least == most ? $"{least}" : $"{least} to {most}")}.");
            wanted.Remove(key);
        }

        foreach (((string vendor, string key), (long least, _)) in wanted)
            Check(least == 0, $"{table} ({vendor}, {key}) is missing, and should be {least}.");
    }

    private static string DayOf(string id) =>
        DeliveryTime.Of(id).UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private void Check(bool isRight, string problem)
    {
        if (!isRight && _problems.Count < MostProblems)
            _problems.Add(problem);
    }
}
