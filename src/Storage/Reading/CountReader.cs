using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Webhooks.Ingestion.Counts;
using Webhooks.Storage.RollUp;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Reading;

/// <summary>Reads daily counts: one range of rows in each vendor's partition.</summary>
public sealed partial class CountReader(WebhookTables tables)
{
    // Longer ranges are read in parts, at the same time. Of campaigns a day has a row for each step and type.
    private const int DaysAtOnce = 30;
    private const int CampaignDaysAtOnce = 5;

    private static readonly ParallelOptions AtOnce = new() { MaxDegreeOfParallelism = 8 };

    /// <summary>Whether a text is a continuation that a page of a query gave.</summary>
    public static bool IsContinuation(string continuation, CountQuery query)
    {
        string[] parts = continuation.Split('/');
        return parts.Length == 2 && query.Vendors.Contains(parts[0]) && Row().IsMatch(parts[1])
            && string.CompareOrdinal(parts[1], CountKeys.Day(query.From)) > 0
            && string.CompareOrdinal(parts[1], KeyRange.End(CountKeys.Day(query.To))) < 0;
    }

    /// <summary>Reads counts.</summary>
    /// <returns>The counts by vendor, day, type and channel, in this order; a day without events has none.</returns>
    public async Task<IReadOnlyList<DailyCount>> ReadAsync(CountQuery query, CancellationToken cancellationToken) =>
        [.. (await Task.WhenAll(Ranges(query).Select(async range =>
        {
            List<DailyCount> counts = [];
            await foreach ((_, DailyCount count) in RowsAsync(query, range, toAddUp: false, cancellationToken))
                counts.Add(count);
            return counts;
        }))).SelectMany(part => part)];

    /// <summary>Reads counts, of which only some rows are in memory at a time, in any order.</summary>
    /// <param name="use">Is given each, one at a time; when it was counted is not read.</param>
    public Task ForEachAsync(CountQuery query, Action<DailyCount> use, CancellationToken cancellationToken)
    {
        Lock gate = new();
        return Parallel.ForEachAsync(Ranges(query), AtOnce, async (range, _) =>
        {
            await foreach ((string _, DailyCount count) in RowsAsync(query, range, toAddUp: true, cancellationToken))
            {
                lock (gate)
                    use(count);
            }
        });
    }

    /// <summary>Reads a page of counts: by vendor, in the order of the query, day, type and channel.</summary>
    /// <param name="limit">The most of them, at least 1.</param>
    /// <param name="continuation">From the page before, or null for the first.</param>
    public async Task<CountPage> PageAsync(
        CountQuery query, int limit, string? continuation, CancellationToken cancellationToken)
    {
        string[] place = continuation?.Split('/') ?? [];
        List<DailyCount> found = [];
        string last = "";
        foreach (string vendor in query.Vendors.SkipWhile(vendor => place.Length > 0 && vendor != place[0]))
        {
            KeyRange days = Range(vendor, query.From, query.To);
            if (place.Length > 0 && vendor == place[0])
                days = days with { From = KeyRange.After(place[1]) };
            await foreach ((string row, DailyCount count) in RowsAsync(query, days, toAddUp: false, cancellationToken))
            {
                if (found.Count == limit)
                    return new CountPage(found, last);
                found.Add(count);
                last = $"{vendor}/{row}";
            }
        }

        return new CountPage(found, null);
    }

    private static IEnumerable<KeyRange> Ranges(CountQuery query)
    {
        int days = query.ByCampaign ? CampaignDaysAtOnce : DaysAtOnce;
        foreach (string vendor in query.Vendors)
        {
            for (DateOnly from = query.From; from <= query.To; from = from.AddDays(days))
            {
                DateOnly to = from.AddDays(days - 1);
                yield return Range(vendor, from, to < query.To ? to : query.To);
            }
        }
    }

    private static KeyRange Range(string vendor, DateOnly from, DateOnly to) =>
        new(vendor, CountKeys.Day(from), KeyRange.End(CountKeys.Day(to)));

    private async IAsyncEnumerable<(string RowKey, DailyCount Count)> RowsAsync(
        CountQuery query,
        KeyRange range,
        bool toAddUp,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string filter = range.Filter(
            query.Type is { } type ? TableClient.CreateQueryFilter($"Type eq {type}") : null);
        TableClient table = query.ByCampaign ? tables.DailyCampaignCounts : tables.DailyCounts;
        IEnumerable<string> columns = query.ByCampaign ? CountRow.CampaignColumns : CountRow.Columns;
        if (query.WithContacts)
            columns = columns.Append(CountRow.Sketch);
        if (toAddUp)
            columns = columns.Except([nameof(DailyCount.RolledUpAt)]);
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, 1000, columns, cancellationToken))
        {
            // One that says 0 is a roll-up's own, and about to go.
            if (CountRow.Read(row) is not { } count)
                await tables.Unreadable.NoteAsync(table, row, cancellationToken);
            else if (count.Count != 0)
                yield return (row.RowKey, count);
        }
    }

    [GeneratedRegex(@"\A[0-9]{8}_.{1,300}\z")]
    private static partial Regex Row();
}

/// <summary>Some counts, by vendor and row key.</summary>
/// <param name="Next">Continues after them; null where there are no more.</param>
public sealed record CountPage(IReadOnlyList<DailyCount> Counts, string? Next);
