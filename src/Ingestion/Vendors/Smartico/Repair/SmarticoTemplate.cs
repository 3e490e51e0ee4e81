using System.Text;
using System.Text.Json;
using Webhooks.Ingestion.Times;

namespace Webhooks.Ingestion.Vendors.Smartico.Repair;

/// <summary>The template's literals, against which a body that is not JSON is read.</summary>
/// <param name="IsOrdered">True where they come in this order, and there are no others than these.</param>
internal sealed record SmarticoTemplate(IReadOnlyList<TemplateMember> Members, bool IsOrdered)
{
    private const int MostMembers = 32;

    /// <summary>
    /// The template of a customer who did not tell its text: the five fields in any order, quoted or bare.
    /// </summary>
    public static SmarticoTemplate From(SmarticoFields fields) => new(
        [
            .. new FieldNames(fields).Template.Select(
                name => new TemplateMember(name, Quote(name), InQuotes: true, Bare: true, null) { IsTime =
                    name == fields.Time }),
        ],
        IsOrdered: false);

    /// <summary>
    /// Reads a template's text: one object, whose values are tags in <c>{{ }}</c>, quoted or bare, or constants.
    /// </summary>
    /// <param name="text">The text as it was given to Smartico.</param>
    /// <returns>A sentence that says what is wrong with it, or null.</returns>
    public static string? TryParse(string text, out SmarticoTemplate? template)
    {
        template = null;
        List<TemplateMember> members = [];
        TemplateText rest = new(text);
        if (!rest.Skip('{'))
            return "Template must begin with {.";
        do
        {
            if (!rest.TryReadName(out string name) || !rest.Skip(':')
                || !rest.TryReadValue(out string value, out bool quoted))
                return $"Template cannot be read after its member {members.Count}: expected \"name\": "
                    + $"\"{{{{tag}}}}\", \"name\": {{{{tag}}}} or a constant.";
            if (members.Exists(member => member.Name == name))
                return $"Template names {name} twice.";
            bool isTag = value.Contains("{{", StringComparison.Ordinal);
            members.Add(new TemplateMember(
                name, Quote(name), quoted, !quoted, isTag ? null : Encoding.UTF8.GetBytes(value)));
        }
        while (rest.Skip(','));

        if (!rest.Skip('}') || !rest.IsAtEnd)
            return "Template must end with } after its last member.";
        if (members.Count > MostMembers)
            return $"Template has more than {MostMembers} members.";
        template = new SmarticoTemplate(members, IsOrdered: true);
        return null;
    }

    /// <summary>
    /// Says whether JSON is what the template gives whatever way it is read: its members, each once and in order, and
    /// no escape, which pasted text would not mean as one.
    /// </summary>
    /// <exception cref="JsonException">It is not well-formed.</exception>
    public bool IsPlain(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        int count = 0;
        bool isPlain = true;
        while (reader.Read())
        {
            isPlain = isPlain && !reader.ValueIsEscaped;
            if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName)
                continue;
            isPlain = isPlain && count < Members.Count
                && reader.ValueSpan.SequenceEqual(Members[count].QuotedName.AsSpan()[1..^1]);
            count++;
        }

        return isPlain && count == Members.Count;
    }

    private static byte[] Quote(string name) => Encoding.UTF8.GetBytes($"\"{name}\"");
}

/// <summary>One member of the template.</summary>
/// <param name="QuotedName">Its name in quotes, UTF-8, as it stands in a body.</param>
/// <param name="InQuotes">The value may be any text between quotes.</param>
/// <param name="Bare">The value may be a word without quotes, or nothing at all.</param>
/// <param name="Constant">
/// The value where it is no tag but always the same: as it stands between the quotes; else null.
/// </param>
internal sealed record TemplateMember(string Name, byte[] QuotedName, bool InQuotes, bool Bare, byte[]? Constant)
{
    /// <summary>Without quotes it must be digits or a time: any other word was not this tag's text.</summary>
    public bool IsTime { get; init; }

    /// <summary>Says whether a text may be its value without quotes.</summary>
    /// <param name="value">UTF-8.</param>
    public bool MayBeBare(ReadOnlySpan<byte> value) =>
        value.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
        || (BareWord.Is(value) && (!IsTime || BareWord.IsNothing(value) || VendorTime.TryRead(value, out _)));
}
