using Azure;
using Azure.Data.Tables;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Erasure;

/// <summary>
/// Keeps who was erased, so that an erasure wins against what is under way. Whoever stores deliveries asks here
/// <em>after</em> everything is written, and may know the answer for <see cref="Valid"/> at most. So, once a tombstone
/// is that old: what was written before its writer asked is there to be found, and whoever asks later is told.
/// </summary>
/// <param name="tables">The tables.</param>
/// <param name="time">The clock.</param>
public sealed class Tombstones(WebhookTables tables, TimeProvider time)
{
    /// <summary>How long an answer may be used; counted from before it was asked for.</summary>
    public static readonly TimeSpan Valid = TimeSpan.FromSeconds(10);

    /// <summary>How long a tombstone is kept: no message waits as long, nor does a repeat of one.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private Snapshot? _latest;

    /// <summary>Says that somebody was erased.</summary>
    internal async Task AddAsync(Person person, DateTimeOffset erasedAt, CancellationToken cancellationToken)
    {
        ContactKey key = await tables.ContactKeys.GetAsync(cancellationToken);
        Tombstone[] made =
        [
            .. person.Hashes(person.Vendor ?? "", key)
                .Select(hash => new Tombstone(hash, erasedAt, key) { Vendor = person.Vendor }),
        ];
        await TransactionWriter.ReplaceAsync(
            tables.ServiceState, [.. made.Select(tombstone => tombstone.ToRow())], cancellationToken);
        Volatile.Write(ref _latest, null);
    }

    /// <summary>Those that were erased lately: read once for all that ask within <see cref="Valid"/>.</summary>
    internal async ValueTask<IReadOnlyList<Tombstone>> GetAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _latest) is { } latest && time.GetElapsedTime(latest.Start) < Valid)
            return latest.Tombstones;
        long start = time.GetTimestamp();
        IReadOnlyList<Tombstone> read = await ReadAsync(cancellationToken);
        Volatile.Write(ref _latest, new Snapshot(start, read));
        return read;
    }

    private async Task<IReadOnlyList<Tombstone>> ReadAsync(CancellationToken cancellationToken)
    {
        ContactKey key = await tables.ContactKeys.GetAsync(cancellationToken);
        List<Tombstone> found = [];
        List<TableEntity> old = [];
        await foreach (TableEntity row in tables.ServiceState.QueryAsync<TableEntity>(
            new KeyRange(Tombstone.Partition).Filter(), cancellationToken: cancellationToken))
        {
            if (Tombstone.Read(row, key) is not { } tombstone)
                await tables.Unreadable.NoteAsync(tables.ServiceState, row, cancellationToken);
            else if (time.GetUtcNow() - tombstone.ErasedAt > Kept)
                old.Add(row);
            else
                found.Add(tombstone);
        }

        foreach (TableEntity row in old)
            await ForgetAsync(row, cancellationToken);
        return found;
    }

    private async Task ForgetAsync(TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            await tables.ServiceState.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken);
        }
        catch (RequestFailedException e) when (TransactionWriter.IsConflict(e))
        {
            // They were erased again since it was read: it is a new one.
        }
    }

    private sealed record Snapshot(long Start, IReadOnlyList<Tombstone> Tombstones);
}
