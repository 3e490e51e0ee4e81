namespace Webhooks.Ingestion.Vendors.Smartico.Repair;

/// <summary>
/// Undoes what happens to forms and queries between a template and us, where there is one way to undo it.
/// </summary>
internal static class FieldMend
{
    private const string Entity = "amp;";

    // Escaped once too often, or of another taste: https://www.w3.org/TR/html401/appendix/notes.html#h-B.2.2.
    private static readonly string[] Ampersands = ["&", "\\u0026", ";"];

    /// <summary>
    /// Takes HTML's ampersands apart, parts a value at a second question mark, and parts one that holds the fields
    /// which should have followed it.
    /// </summary>
    /// <param name="fields">The fields as they were read.</param>
    /// <param name="names">The fields that may stand behind a second question mark.</param>
    /// <param name="opened">Gets what was undone.</param>
    public static List<KeyValuePair<string, string>> Apply(
        List<KeyValuePair<string, string>> fields, FieldNames names, ISet<Envelope> opened)
    {
        fields = WithHeld(fields, names, opened);
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

    // Two fields of the template that are nowhere else: a link may have a query of its own, with names of its own.
    private static List<KeyValuePair<string, string>> WithHeld(
        List<KeyValuePair<string, string>> fields, FieldNames names, ISet<Envelope> opened)
    {
        for (int i = 0; i < fields.Count; i++)
        {
            foreach (string ampersand in Ampersands)
            {
                string[] pieces = fields[i].Value.Split(ampersand);
                KeyValuePair<string, string>[] held = [.. pieces.Skip(1).Select(Field)];
                if (held.Count(field => names.Template.Contains(field.Key)) < 2
                    || held.Any(field => fields.Exists(other => other.Key == field.Key)))
                    continue;
                opened.Add(Envelope.AmpersandEntity);
                return [.. fields[..i], new(fields[i].Key, pieces[0]), .. held, .. fields[(i + 1)..]];
            }
        }

        return fields;
    }

    private static KeyValuePair<string, string> Field(string piece) =>
        piece.IndexOf('=', StringComparison.Ordinal) is var end and >= 0
            ? new(piece[..end], piece[(end + 1)..])
            : new(piece, "");

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
