using System.Text.Json;
using Webhooks.Ingestion.Json;
using Webhooks.Ingestion.Vendors.Smartico.Repair;

namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>Where the values of one item lie in its JSON.</summary>
internal struct ItemFields
{
    private int _contactRank;
    private int _seen;
    private int _alike;

    /// <summary>The template's fields, by their numbers in <see cref="FieldNames"/>.</summary>
    public JsonSlice User, Time, Channel, Campaign, ViewUrl;

    /// <summary>The best of <see cref="FieldNames.Contact"/>: the contact's id where the item is no send.</summary>
    public JsonSlice Contact;

    /// <summary>Where the item begins and ends in the JSON text.</summary>
    public (int Start, int End) Place { get; private set; }

    /// <summary>Nested deeper than <see cref="JsonDepth.Limit"/>; nothing else is known then.</summary>
    public bool TooDeep { get; private set; }

    /// <summary>
    /// A template field occurs twice: text that was pasted into one value may look like another field.
    /// </summary>
    public bool Ambiguous { get; private set; }

    /// <summary>Whether a field of the template is there in other letters only.</summary>
    public readonly bool IsSpelledOtherwise => _alike != 0;

    /// <summary>Holds a member whose value is not to be stored.</summary>
    public bool HasSecret { get; private set; }

    /// <summary>A send: the user, and one of time, channel, campaign and view link.</summary>
    public readonly bool IsSend =>
        User.HasText && (Time.HasText || Channel.HasText || Campaign.HasText || ViewUrl.HasText);

    /// <summary>Reads the value that a reader stands on, to its end.</summary>
    /// <param name="reader">On the value's first token.</param>
    /// <param name="names">What the fields are called.</param>
    /// <param name="copy">Gets the value without white space.</param>
    public static ItemFields Read(ref Utf8JsonReader reader, FieldNames names, ref JsonCopier copy)
    {
        ItemFields fields = new() { _contactRank = int.MaxValue };
        int start = (int)reader.TokenStartIndex;
        if (reader.TokenType == JsonTokenType.StartObject)
            fields.ReadMembers(ref reader, names, ref copy);
        else
            fields.ReadRest(ref reader, ref copy);
        fields.Place = (start, (int)reader.BytesConsumed);
        return fields;
    }

    private void ReadMembers(ref Utf8JsonReader reader, FieldNames names, ref JsonCopier copy)
    {
        copy.Write(in reader);
        while (!TooDeep && reader.Read())
        {
            copy.Write(in reader);
            if (reader.TokenType == JsonTokenType.EndObject)
                return;

            int field = names.Find(in reader, out int contactRank);
            int alike = field == FieldNames.Unknown ? names.FindAlike(in reader) : field;
            reader.Read();
            JsonSlice value = new(in reader);
            if (field == FieldNames.Unknown && alike >= 0)
                SetAlike(alike, value);
            else if (field is >= 0 and not FieldNames.Secret)
                Set(field, value);
            if (contactRank < _contactRank && value.HasText)
                (Contact, _contactRank) = (value, contactRank);
            HasSecret |= field == FieldNames.Secret;
            ReadRest(ref reader, ref copy);
        }
    }

    // The first of several: which one is meant nobody can know, but the one that is spelled right comes before them.
    private void SetAlike(int field, JsonSlice value)
    {
        if (((_seen | _alike) & (1 << field)) != 0)
            return;
        _alike |= 1 << field;
        Put(field, value);
    }

    private void Set(int field, JsonSlice value)
    {
        Ambiguous |= (_seen & (1 << field)) != 0;
        _seen |= 1 << field;
        _alike &= ~(1 << field);
        Put(field, value);
    }

    private void Put(int field, JsonSlice value)
    {
        switch (field)
        {
            case FieldNames.User:
                User = value;
                break;
            case FieldNames.Time:
                Time = value;
                break;
            case FieldNames.Channel:
                Channel = value;
                break;
            case FieldNames.Campaign:
                Campaign = value;
                break;
            default:
                ViewUrl = value;
                break;
        }
    }

    private void ReadRest(ref Utf8JsonReader reader, ref JsonCopier copy)
    {
        copy.Write(in reader);
        int depth = reader.CurrentDepth;
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return;

        TooDeep |= depth >= JsonDepth.Limit;
        while (!TooDeep && reader.Read())
        {
            copy.Write(in reader);
            if (reader.CurrentDepth == depth)
                return;
            TooDeep |= reader.CurrentDepth >= JsonDepth.Limit
                && reader.TokenType is (JsonTokenType.StartObject or JsonTokenType.StartArray);
        }
    }
}
