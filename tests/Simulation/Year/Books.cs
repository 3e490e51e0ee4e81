using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Webhooks.Simulation.Instances;

namespace Webhooks.Simulation.Year;

/// <summary>
/// Accounts for what was acknowledged: every id, every event, every number. Of the product it knows the documented
/// tables and columns only.
/// </summary>
/// <param name="storage">What is stored.</param>
/// <param name="traffic">What was sent.</param>
/// <param name="platform">Whether a new version maps, and has mapped again what was stored.</param>
/// <param name="firstKept">The first day that retention has to leave, as <c>yyyyMMdd</c>.</param>
/// <param name="purgedBefore">What it has to have removed: all days before this one.</param>
internal sealed class Books(
    SimulatedAccount storage, Traffic traffic, Platform platform, string firstKept, string purgedBefore)
{
    private const int MostProblems = 20;
    private const int SurelySeen = 5; // a crash loses what is new, until it is written down

    private static readonly string[] Tables =
    [
        "Events", "Deliveries", "RejectedDeliveries", "PendingDeliveries", "ParkedEvents", "SchemaDrift", "Jobs",
        "ServiceState",
    ];

    private readonly List<string> _problems = [];

    /// <summary>What is wrong, the first twenty of it.</summary>
    public IReadOnlyList<string> Check(Fleet fleet)
    {
        Check(fleet.IsQuiet, "Something is stuck: a message, a mark, a job or a stored delivery that waits.");
        CheckDeliveries();
        CheckEvents();
        CheckErased();
        CheckDrift();
        CheckCounts("DailyCounts", (one, _) => $"{one.Day}|{one.Kind.Type}|{one.Kind.Channel}", row =>
            $"{row.Text("Day")}|{row.Text("Type")}|{row.Text("Channel")}");
        CheckCounts(
            "DailyCampaignCounts",
            (one, campaign) => $"{one.Day}|{one.Kind.Type}|{one.Kind.Channel}|{campaign}|{one.Step}",
            row => $"{row.Text("Day")}|{row.Text("Type")}|"
                + $"{row.Text("Channel")}|{row.Text("Campaign")}|{row.Text("CampaignStep")}");
        return _problems;
    }

    private void CheckDeliveries()
    {
        Dictionary<string, StoredRow> stored = [];
        foreach (StoredRow row in Rows("Deliveries"))
        {
            if (row.Text("DeliveryId") is { } id)
                Check(stored.TryAdd(id, row), $"Delivery {id} is stored twice.");
        }

        HashSet<string> rejected = [.. Rows("RejectedDeliveries").Select(row => row.RowKey)];
        foreach ((string id, (SentEvent of, bool isBroken)) in traffic.Acknowledged)
        {
            if (string.CompareOrdinal(DayOf(id), firstKept) < 0)
                continue;
            string wanted = of.IsErased(id) ? "erased" : isBroken ? "rejected" : "processed";
            StoredRow? row = stored.TryGetValue(id, out StoredRow found) ? found : null;
            string? status = row?.Text("Status");
            Check(status == wanted, $"Delivery {id} is {status ?? "not stored"}, and should be {wanted}.");
            if (status == wanted)
                CheckBody(id, row!.Value, wanted == "erased" ? null : isBroken ? of.BrokenBody() : of.Body());
            bool isListed = wanted == "rejected";
            Check(
                rejected.Contains(id) == isListed,
                $"Delivery {id} is {(isListed ? "not " : "")}among the rejected ones.");
        }
    }

    // Byte for byte what was sent; of an erased one nothing.
    private void CheckBody(string id, StoredRow row, byte[]? wanted)
    {
        byte[]? body = StoredBody.Of(row);
        Check(wanted is null ? body is null : wanted.AsSpan().SequenceEqual(body),
            $"The body of delivery {id} has {body?.Length ?? 0} bytes, and not the {wanted?.Length ?? 0} it should.");
    }

    // Of what is new exactly the one name is, and it is written down, if it came often enough.
    private void CheckDrift()
    {
        string name = EventKind.Unknown.Name["activity.".Length..].Replace('.', '_');
        List<StoredRow> rows = [.. Rows("SchemaDrift")];
        foreach (StoredRow row in rows)
        {
            Check(row.Text("Kind") == "event" && row.Text("Name") == name && (long?)row["Count"] > 0,
                $"SchemaDrift names {row.Text("Kind")} {row.Text("Name")}, which is not new.");
        }

        int sure = traffic.Events.Count(one => one.Kind == EventKind.Unknown && one.LastSure is not null);
        Check(rows.Count > 0 || sure < SurelySeen, $"SchemaDrift names nothing, though {name} came {sure} times.");
    }

    private void CheckEvents()
    {
        HashSet<string> parked = [.. Rows("ParkedEvents").Select(row => row.RowKey)];
        foreach (StoredRow row in Rows("Events"))
        {
            int number = SentEvent.NumberOf(row.Text("ContactId"));
            if (number < 1 || number > traffic.Events.Count)
            {
                Check(false, $"Event {row.RowKey} is nobody's.");
                continue;
            }

            SentEvent one = traffic.Events[number - 1];
            one.Found++;
            one.FoundCampaign = row.Text("Campaign");
            bool isRight = one.MayBe
                && PartOf($"{one.Kind.Vendor}_{one.Day}").IsMatch(row.PartitionKey)
                && row.Text("Vendor") == one.Kind.Vendor
                && row.Text("Type") == one.Kind.Type
                && row.Text("VendorEventType") == (one.Kind.Vendor == "smartreach" ? one.Kind.Name : null)
                && row.Text("Channel") == one.Kind.Channel
                && one.FoundCampaign == (platform.IsRenewed ? one.NewCampaignName : one.CampaignName)
                && row.Text("CampaignStep") == one.Step
                && one.MayBeOf(row.Text("DeliveryId"))
                && (DateTime?)row["OccurredAt"] == one.OccurredAt.UtcDateTime;
            Check(isRight, $"Event {row.RowKey} is not what was sent.");
            bool isParked = parked.Contains($"{one.Kind.Vendor}_{one.Day}_{row.RowKey}");
            Check(
                isParked || string.CompareOrdinal(one.Day, purgedBefore) >= 0,
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
            foreach (StoredRow row in Rows(table))
            {
                int found = Array.FindIndex(contacts, contact => row.Holds(contact));
                Check(found < 0, $"{table} {row.PartitionKey} {row.RowKey} holds an erased contact.");
            }
        }
    }

    // Of a day that is kept, exactly what is stored; of one that is purged, what was acknowledged, and at most what was
    // sent. Who was erased may have been counted there before.
    private void CheckCounts(string table, Func<SentEvent, string?, string> keyOf, Func<StoredRow, string> keyOfRow)
    {
        Dictionary<(string Vendor, string Key), (long Least, long Most)> wanted = [];
        foreach (SentEvent one in traffic.Events)
        {
            if (string.CompareOrdinal(one.Day, firstKept) >= 0)
                Add(one, one.FoundCampaign, one.Found, one.Found);
            else if (!platform.IsRenewed || keyOf(one, one.CampaignName) == keyOf(one, one.NewCampaignName))
                Add(one, one.CampaignName, one.MustBe ? 1 : 0, one.LastSent is null ? 0 : 1);
            else
            {
                // By the version of the day on which it was counted last.
                Add(one, one.CampaignName, 0, one.LastSent is null ? 0 : 1);
                Add(one, one.NewCampaignName, 0, one.LastSent is null ? 0 : 1);
            }
        }

        void Add(SentEvent one, string? campaign, int least, int most)
        {
            (string, string) key = (one.Kind.Vendor, keyOf(one, campaign));
            (long leastBefore, long mostBefore) = wanted.GetValueOrDefault(key);
            wanted[key] = (leastBefore + least, mostBefore + most);
        }

        foreach (StoredRow row in Rows(table))
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

    private IEnumerable<StoredRow> Rows(string table) =>
        storage.Rows(table).Where(row => !HandEdits.IsOne(row.Row));

    // A day may be spread over several.
    private static Regex PartOf(string day) => new($@"\A{day}(_[0-9]{{2}})?\z");

    private static string DayOf(string id) =>
        DeliveryTime.Of(id).UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private void Check(bool isRight, string problem)
    {
        if (!isRight && _problems.Count < MostProblems)
            _problems.Add(problem);
    }
}
