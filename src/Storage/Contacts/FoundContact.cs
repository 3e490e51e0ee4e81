using Azure.Data.Tables;

namespace Webhooks.Storage.Contacts;

/// <summary>A row of the index that leads from contacts that are looked for to deliveries.</summary>
/// <param name="Row">The row, with its version.</param>
/// <param name="Entries">Those of it that are of the contacts, or of anybody.</param>
internal sealed record FoundContact(TableEntity Row, IReadOnlyList<ContactEntry> Entries);
