using System.Text;
using System.Text.Json;
using Webhooks.Ingestion.Json;
using Webhooks.Ingestion.Times;

namespace Webhooks.Ingestion.Vendors.Smartico.Repair;

/// <summary>
/// Finds out what a member of an item is by its name. Of the template's names those that are spelled so come first;
/// case, hyphens and underscores do not matter where there is none, nor in the other names for a contact's id.
/// </summary>
internal sealed class FieldNames
{
    public const int User = 0;
    public const int Time = 1;
    public const int Channel = 2;
    public const int Campaign = 3;
    public const int ViewUrl = 4;

    /// <summary>Not a field of the template, but its value must not be stored.</summary>
    public const int Secret = 5;

    /// <summary>None of these.</summary>
    public const int Unknown = -1;

    /// <summary>The name of a field whose value is not stored, whatever its case.</summary>
    public const string SecretName = "secret";

    private const int LongestFolded = SmarticoFields.LongestName;

    /// <summary>
    /// Other names of the contact's id, the best first: what the customer's system calls it, then the vendor's id.
    /// </summary>
    public static readonly IReadOnlyList<string> Contact =
    [
        "login", "user_ext_id", "ext_user_id", "external_user_id", "external_id", "ext_id", "user_id", "player_ext_id",
        "ext_player_id",
        "player_id", "customer_id", "client_id", "member_id", "account_id", "username", "uid", "smartico_user_id",
    ];

    private static readonly byte[][] ContactFolded =
        [.. Contact.Select(name => Encoding.UTF8.GetBytes(name.Replace("_", "", StringComparison.Ordinal)))];

    private readonly byte[][] _template;
    private readonly byte[][] _folded;

    public FieldNames(SmarticoFields fields)
    {
        Template = [fields.User, fields.Time, fields.Channel, fields.Campaign, fields.ViewUrl];
        _template = [.. Template.Select(Encoding.UTF8.GetBytes)];
        _folded = [.. _template.Select(name => Folded(name, stackalloc byte[LongestFolded]).ToArray())];
    }

    /// <summary>The names of the template's fields, by their numbers above.</summary>
    public IReadOnlyList<string> Template { get; }

    /// <summary>Whether a name is a field of the template, a contact's id or a secret.</summary>
    public bool IsKnown(string name) => IsKnown(Encoding.UTF8.GetBytes(name));

    private bool IsKnown(ReadOnlySpan<byte> name) => Find(name, out int rank) != Unknown || rank < int.MaxValue;

    /// <summary>
    /// Whether a field's value may be a word without quotes: a known field's, and a time only where it is one.
    /// </summary>
    /// <param name="name">The field's name, UTF-8.</param>
    /// <param name="word">The word, UTF-8.</param>
    public bool MayBeBare(ReadOnlySpan<byte> name, ReadOnlySpan<byte> word) =>
        IsKnown(name) && BareWord.Is(word) && (Find(name, out _) != Time || VendorTime.TryRead(word, out _));

    /// <summary>Whether a name is that of a contact's id: the template's user, or another.</summary>
    public bool IsContact(string name) =>
        Find(Encoding.UTF8.GetBytes(name), out int rank) == User || rank < int.MaxValue;

    /// <summary>Finds the member whose name a reader stands on.</summary>
    /// <param name="reader">On a property name.</param>
    /// <param name="contactRank">
    /// How good a contact's id it is, 0 the best; <see cref="int.MaxValue"/> where it is none.
    /// </param>
    /// <returns>One of the numbers above.</returns>
    public int Find(ref readonly Utf8JsonReader reader, out int contactRank)
    {
        ReadOnlySpan<byte> name = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
            return Find(name, out contactRank);

        using PooledBytes unescaped = new(name.Length);
        unescaped.Advance(JsonEscapes.Unescape(name, unescaped.Reserve(name.Length)));
        return Find(unescaped.Written, out contactRank);
    }

    /// <summary>Finds the field of the template whose name a reader stands on in other letters.</summary>
    /// <param name="reader">
    /// On a property name that <see cref="Find(ref readonly Utf8JsonReader, out int)"/> did not find.
    /// </param>
    public int FindAlike(ref readonly Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> name = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
            return FindAlike(name);

        using PooledBytes unescaped = new(name.Length);
        unescaped.Advance(JsonEscapes.Unescape(name, unescaped.Reserve(name.Length)));
        return FindAlike(unescaped.Written);
    }

    private int FindAlike(ReadOnlySpan<byte> name) =>
        Folded(name, stackalloc byte[LongestFolded]) is { IsEmpty: false } folded ? IndexOf(_folded, folded) : Unknown;

    private int Find(ReadOnlySpan<byte> name, out int contactRank)
    {
        int field = IndexOf(_template, name);
        contactRank = field == User ? 0 : ContactRank(name);
        if (field >= 0)
            return field;
        return Ascii.EqualsIgnoreCase(name, SecretName) ? Secret : Unknown;
    }

    private static int ContactRank(ReadOnlySpan<byte> name) =>
        IndexOf(ContactFolded, Folded(name, stackalloc byte[LongestFolded])) is var rank and >= 0
            ? rank + 1
            : int.MaxValue;

    // Lower case, without hyphens and underscores; nothing where it is longer than any name.
    private static ReadOnlySpan<byte> Folded(ReadOnlySpan<byte> name, Span<byte> room)
    {
        int length = 0;
        foreach (byte b in name)
        {
            if (b is (byte)'_' or (byte)'-')
                continue;
            if (length == room.Length)
                return [];
            room[length++] = char.IsAsciiLetterUpper((char)b) ? (byte)(b | 0x20) : b;
        }

        return room[..length];
    }

    private static int IndexOf(byte[][] names, ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < names.Length; i++)
        {
            if (name.SequenceEqual(names[i]))
                return i;
        }

        return Unknown;
    }
}
