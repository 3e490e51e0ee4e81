using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Contacts;

/// <summary>
/// Keeps the key of the contact index: row <c>key</c> of <c>ServiceState</c>, partition <c>contacts</c>. Made once,
/// read once by each process. Where somebody deletes it, the index begins anew.
/// </summary>
/// <param name="state">The table <c>ServiceState</c>.</param>
/// <param name="deliveries">The table <c>Deliveries</c>.</param>
/// <param name="time">The clock.</param>
public sealed class ContactKeys(TableClient state, TableClient deliveries, TimeProvider time)
{
    private const string Partition = "contacts";
    private const string Row = "key";

    private ContactKey? _known;

    /// <summary>The key; made where there is none.</summary>
    public async ValueTask<ContactKey> GetAsync(CancellationToken cancellationToken) =>
        _known ??= await ReadAsync(cancellationToken) ?? await MakeAsync(cancellationToken);

    private async Task<ContactKey?> ReadAsync(CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> found = await state.GetEntityIfExistsAsync<TableEntity>(
            Partition, Row, cancellationToken: cancellationToken);
        if (!found.HasValue)
            return null;
        RowReader columns = new(found.Value!);
        DateTimeOffset since = columns.Time(nameof(ContactKey.Since));
        return found.Value!.TryGetValue(nameof(ContactKey.Secret), out object? secret)
            && secret is byte[] { Length: >= 16 } bytes && columns.IsReadable
            ? new ContactKey(bytes, since, columns.FlagOrNull(nameof(ContactKey.IsFirst)) ?? false)
            : null;
    }

    private async Task<ContactKey> MakeAsync(CancellationToken cancellationToken)
    {
        bool isFirst = !await AnyRow.ExistsAsync(deliveries, filter: null, cancellationToken);
        ContactKey made = new(RandomNumberGenerator.GetBytes(32), time.GetUtcNow(), isFirst);
        TableEntity row = new(Partition, Row)
        {
            [nameof(ContactKey.Secret)] = made.Secret,
            [nameof(ContactKey.Since)] = made.Since,
            [nameof(ContactKey.IsFirst)] = made.IsFirst,
        };
        try
        {
            await state.AddEntityAsync(row, cancellationToken);
            return made;
        }
        catch (RequestFailedException e) when (TransactionWriter.IsConflict(e))
        {
            // Another instance was faster; or a row that cannot be read is there, which is no key any more.
            if (await ReadAsync(cancellationToken) is { } others)
                return others;
            await state.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
            return made;
        }
    }
}
