namespace Webhooks.Ingestion.Vendors.Smartico.Repair;

/// <summary>
/// A place in a body that looks like a literal of the template: what ends one value, a name, and what begins the next
/// value. Whether it is one, or is text that was pasted into a value, only a whole reading can tell.
/// </summary>
/// <param name="Member">The template's member whose name it has.</param>
/// <param name="Start">The place of the comma or brace in front of the name.</param>
/// <param name="ValueStart">Where its value begins, behind the quote if there is one.</param>
/// <param name="Quoted">True where the value begins with a quote.</param>
/// <param name="Opens">
/// True where a brace is in front of it: an object begins here, the body's or one inside it.
/// </param>
internal readonly record struct TemplateJunction(int Member, int Start, int ValueStart, bool Quoted, bool Opens)
{
    /// <summary>The longest list that is looked through; a body with more reads in too many ways to be sure.</summary>
    public const int Most = 64;

    /// <summary>Finds them all.</summary>
    /// <param name="body">An object's text, without white space around it.</param>
    /// <param name="template">The literals.</param>
    /// <returns>In the body's order; null for more than <see cref="Most"/>.</returns>
    public static List<TemplateJunction>? FindAll(ReadOnlySpan<byte> body, SmarticoTemplate template)
    {
        List<TemplateJunction> found = [];
        for (int member = 0; member < template.Members.Count; member++)
        {
            ReadOnlySpan<byte> name = template.Members[member].QuotedName;
            int from = 0;
            while (body[from..].IndexOf(name) is var at and >= 0)
            {
                if (TryRead(body, from + at, template.Members[member], member, out TemplateJunction junction))
                    found.Add(junction);
                if (found.Count > Most)
                    return null;
                from += at + 1;
            }
        }

        found.Sort((x, y) => x.Start.CompareTo(y.Start));
        return found;
    }

    private static bool TryRead(
        ReadOnlySpan<byte> body, int name, TemplateMember member, int index, out TemplateJunction junction)
    {
        junction = default;
        int start = TemplateSpace.LastInk(body[..name]);
        if (start < 0 || body[start] is not ((byte)'{' or (byte)','))
            return false;

        int colon = TemplateSpace.NextInk(body, name + member.QuotedName.Length);
        if (colon == body.Length || body[colon] != ':')
            return false;

        int value = TemplateSpace.NextInk(body, colon + 1);
        bool quoted = value < body.Length && body[value] == '"';
        junction = new TemplateJunction(index, start, quoted ? value + 1 : value, quoted, body[start] == '{');
        return quoted ? member.InQuotes : member.Bare;
    }

    /// <summary>The value from here to where another junction starts.</summary>
    /// <param name="end">The place of the other's comma, or of the object's closing brace.</param>
    /// <param name="member">The template's member.</param>
    /// <param name="value">The bytes between the quotes, or the bare ones.</param>
    /// <returns>False where no value of this kind ends there.</returns>
    public bool TryReadValue(ReadOnlySpan<byte> body, int end, TemplateMember member, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (end < ValueStart)
            return false;

        value = body[ValueStart..Math.Max(ValueStart, TemplateSpace.LastInk(body[..end]) + 1)];
        if (Quoted)
        {
            if (value.IsEmpty || value[^1] != '"')
                return false;
            value = value[..^1];
        }

        if (member.Constant is not null)
            return value.SequenceEqual(member.Constant);
        return Quoted || member.MayBeBare(value);
    }
}
