using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Rows;

namespace Webhooks.Storage.Erasure;

/// <summary>Whom to erase: a vendor's contact, or whoever has an email address.</summary>
public sealed partial record Person
{
    private const StringComparison IgnoreCase = StringComparison.OrdinalIgnoreCase;

    /// <summary>The columns of <c>Events</c> that say whose an event is.</summary>
    internal static IReadOnlyList<string> Columns { get; } =
    [
        "PartitionKey", "RowKey", nameof(EngagementEvent.ContactId), nameof(EngagementEvent.ContactEmail),
        nameof(EngagementEvent.MessageTo), nameof(EngagementEvent.Data),
    ];

    /// <summary>The vendor's name; with an email address null is all vendors.</summary>
    public string? Vendor { get; init; }

    /// <summary>The vendor's id of the person.</summary>
    public string? ContactId { get; init; }

    /// <summary>The person's address, in any case.</summary>
    public string? Email { get; init; }

    /// <summary>Writes it.</summary>
    /// <returns>JSON.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, PersonJson.Default.Person);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The JSON.</param>
    /// <returns>The person.</returns>
    public static Person Parse(string json) => JsonSerializer.Deserialize(json, PersonJson.Default.Person)!;

    /// <summary>Whether an event is about the person.</summary>
    internal bool Owns(EngagementEvent e) => Owns(e.ContactId, e.ContactEmail, e.MessageTo, e.Data);

    /// <summary>Whether a row of <c>Events</c> is about the person.</summary>
    internal bool Owns(TableEntity row)
    {
        // A column that cannot be read is as good as absent: what can be is looked at.
        RowReader columns = new(row);
        return Owns(
            columns.TextOrNull(nameof(EngagementEvent.ContactId)),
            columns.TextOrNull(nameof(EngagementEvent.ContactEmail)),
            columns.TextOrNull(nameof(EngagementEvent.MessageTo)),
            columns.TextOrNull(nameof(EngagementEvent.Data)));
    }

    /// <summary>Whether a delivery that cannot be mapped names the person somewhere.</summary>
    internal bool IsNamedIn(Delivery delivery) =>
        IsNamedIn(delivery.Query ?? "") || IsNamedIn(Encoding.UTF8.GetString(delivery.Body.Span));

    // An event that says of nobody whose it is, is theirs whom it names.
    private bool Owns(string? contactId, string? contactEmail, string? messageTo, string? data)
    {
        if (contactId is null && contactEmail is null && messageTo is null)
            return IsNamedIn(data ?? "");
        return Email is null
            ? contactId == ContactId
            : string.Equals(contactEmail, Email, IgnoreCase) || string.Equals(messageTo, Email, IgnoreCase);
    }

    private bool IsNamedIn(string text)
    {
        string name = Email ?? ContactId!;
        return Contains(text, name)
            || Contains(text, Uri.EscapeDataString(name))
            || Contains(text, name.Replace("@", "\\u0040", StringComparison.Ordinal));
    }

    // As a whole word: the contact 12 is not named by 123.
    private bool Contains(string text, string name)
    {
        StringComparison comparison = Email is null ? StringComparison.Ordinal : IgnoreCase;
        for (int at = text.IndexOf(name, comparison); at >= 0; at = text.IndexOf(name, at + 1, comparison))
        {
            int end = at + name.Length;
            if ((at == 0 || !IsPartOfWord(text[at - 1])) && (end == text.Length || !IsPartOfWord(text[end])))
                return true;
        }

        return false;
    }

    private static bool IsPartOfWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.';

    [JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(Person))]
    private sealed partial class PersonJson : JsonSerializerContext;
}
