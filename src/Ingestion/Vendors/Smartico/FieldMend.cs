namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>
/// Undoes what happens to forms and queries between a template and us, where there is one way to undo it.
/// </summary>
internal static class FieldMend
{
    private const string Entity = "amp;";

    /// <summary>Takes HTML's ampersands apart, and parts a value at a second question mark.</summary>
    /// <param name="fields">The fields as they were read.</param>
    /// <param name="names">The fields that may stand behind a second question mark.</param>
    /// <param name="opened">Gets what was undone.</param>
    public static List<KeyValuePair<string, string>> Apply(
        List<KeyValuePair<string, string>> fields, FieldNames names, ISet<Envelope> opened)
    {
        if (!fields.Exists(
            field => field.Key.StartsWith(Entity, StringComparison.Ordinal) || HasMark(field.Key)
                || HasMark(field.Value)))
            return fields;

        List<KeyValuePair<string, string>> mended = new(fields.Count + 1);
        foreach ((string sent, string value) in fields)
        {
            string name = sent;
            while (name.StartsWith(Entity, StringComparison.Ordinal))
            {
                name = name[Entity.Length..];
                opened.Add(Envelope.AmpersandEntity);
            }

            if (HasMark(name) && name[(name.LastIndexOf('?') + 1)..] is var behind && names.IsKnown(behind))
            {
                name = behind;
                opened.Add(Envelope.SecondQuestionMark);
            }

            if (Part(name, value, fields, names) is not { } parts)
            {
                mended.Add(new(name, value));
                continue;
            }

            mended.Add(new(name, parts.Before));
            mended.Add(parts.Field);
            opened.Add(Envelope.SecondQuestionMark);
        }

        return mended;
    }

    private static bool HasMark(string text) => text.Contains('?', StringComparison.Ordinal);

    // A link in a field of its own may have a query; a constant in front of the first appended field does not.
    private static (string Before, KeyValuePair<string, string> Field)? Part(
        string name, string value, List<KeyValuePair<string, string>> fields, FieldNames names)
    {
        if (!HasMark(value) || names.IsKnown(name))
            return null;
        int mark = value.LastIndexOf('?');
        int end = value.IndexOf('=', mark);
        if (end < 0)
            return null;
        string field = value[(mark + 1)..end];
        return names.IsKnown(field) && !fields.Exists(other => other.Key == field)
            ? (value[..mark], new(field, value[(end + 1)..]))
            : null;
    }
}
