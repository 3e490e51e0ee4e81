using System.Text;
using System.Text.Json;
using Webhooks.Ingestion.Json;

namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>Finds out what a member of an item is by its name, which is case-sensitive.</summary>
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

    /// <summary>Other names of the contact's id, the best first: what the customer's system calls it, then the vendor's id.</summary>
    public static readonly IReadOnlyList<string> Contact =
        ["login", "user_ext_id", "ext_user_id", "external_user_id", "user_id", "smartico_user_id"];

    private readonly byte[][] _template;
    private readonly byte[][] _contact;

    public FieldNames(SmarticoFields fields)
    {
        Template = [fields.User, fields.Time, fields.Channel, fields.Campaign, fields.ViewUrl];
        _template = [.. Template.Select(Encoding.UTF8.GetBytes)];
        _contact = [.. Contact.Prepend(fields.User).Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>The names of the template's fields, by their numbers above.</summary>
    public IReadOnlyList<string> Template { get; }

    /// <summary>Finds the member whose name a reader stands on.</summary>
    /// <param name="reader">On a property name.</param>
    /// <param name="contactRank">How good a contact's id it is, 0 the best; <see cref="int.MaxValue"/> where it is none.</param>
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

    private int Find(ReadOnlySpan<byte> name, out int contactRank)
    {
        contactRank = IndexOf(_contact, name) is var rank and >= 0 ? rank : int.MaxValue;
        int field = IndexOf(_template, name);
        if (field >= 0)
            return field;
        return Ascii.EqualsIgnoreCase(name, SecretName) ? Secret : Unknown;
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
