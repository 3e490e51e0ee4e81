using Azure.Data.Tables;
using Webhooks.Ingestion.People;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Erasure;

/// <summary>
/// Says that somebody was erased, and by which keyed hash they are known: a row of <c>ServiceState</c>, partition
/// <c>erased</c>.
/// </summary>
/// <param name="Hash">What they are indexed by.</param>
/// <param name="ErasedAt">What was received until then is not to be kept.</param>
/// <param name="Key">Made the hash.</param>
internal sealed record Tombstone(string Hash, DateTimeOffset ErasedAt, ContactKey Key) : Erased
{
    public const string Partition = "erased";

    private const string All = "all";

    internal override bool HasId => Vendor is not null; // perhaps

    public TableEntity ToRow() => new(Partition, $"{Hash}_{Vendor ?? All}") { [nameof(ErasedAt)] = ErasedAt };

    /// <summary>Reads the row; null where it cannot be read.</summary>
    public static Tombstone? Read(TableEntity row, ContactKey key)
    {
        RowReader columns = new(row);
        DateTimeOffset erasedAt = columns.Time(nameof(ErasedAt));
        int underscore = row.RowKey.IndexOf('_', StringComparison.Ordinal);
        if (!columns.IsReadable || underscore < 0)
            return null;
        string vendor = row.RowKey[(underscore + 1)..];
        return new Tombstone(row.RowKey[..underscore], erasedAt, key) { Vendor = vendor == All ? null : vendor };
    }

    internal override bool IsAddress(string address) => Key.OfAddress(address) == Hash;

    internal override bool IsId(string vendor, string id) => Vendor is not null && Key.OfId(Vendor, id) == Hash;

    internal override bool HoldsId(string vendor, string text) =>
        ContactId.Words(text).Distinct(StringComparer.Ordinal).Any(word => IsId(vendor, word));
}
