using Azure.Data.Tables;
using Webhooks.Ingestion.Counts;
using Webhooks.Storage.Keys;
using Webhooks.Storage.RollUp;

namespace Webhooks.Storage.Reading;

/// <summary>Reads daily counts: one range of rows in each vendor's partition.</summary>
public sealed class CountReader(WebhookTables tables)
{
    private const int DaysAtOnce = 30; // longer ranges are read in parts, at the same time

    /// <summary>Reads counts.</summary>
    /// <returns>The counts by vendor, day, type and channel, in this order; a day without events has none.</returns>
    public async Task<IReadOnlyList<DailyCount>> ReadAsync(CountQuery query, CancellationToken cancellationToken)
    {
        List<Task<List<DailyCount>>> parts = [];
        foreach (string vendor in query.Vendors)
        {
            for (DateOnly from = query.From; from <= query.To; from = from.AddDays(DaysAtOnce))
            {
                DateOnly to = from.AddDays(DaysAtOnce - 1);
                parts.Add(ReadPartAsync(query, vendor, from, to < query.To ? to : query.To, cancellationToken));
            }
        }

        return [.. (await Task.WhenAll(parts)).SelectMany(part => part)];
    }

    private async Task<List<DailyCount>> ReadPartAsync(
        CountQuery query, string vendor, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        string first = CountKeys.Day(from);
        string end = KeyRange.End(CountKeys.Day(to));
        string filter = new KeyRange(vendor, first, end)
            .Filter(query.Type is { } type ? TableClient.CreateQueryFilter($"Type eq {type}") : null);

        TableClient table = query.ByCampaign ? tables.DailyCampaignCounts : tables.DailyCounts;
        IReadOnlyList<string> columns = query.ByCampaign ? CountRow.CampaignColumns : CountRow.Columns;
        List<DailyCount> counts = [];
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(
            filter, 1000, query.WithContacts ? [.. columns, CountRow.Sketch] : columns, cancellationToken))
        {
            // One that says 0 is a roll-up's own, and about to go.
            if (CountRow.Read(row) is not { } count)
                await tables.Unreadable.NoteAsync(table, row, cancellationToken);
            else if (count.Count != 0)
                counts.Add(count);
        }

        return counts;
    }
}
