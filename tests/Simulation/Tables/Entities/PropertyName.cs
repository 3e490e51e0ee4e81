using System.Text;

namespace Webhooks.Simulation.Tables.Entities;

/// <summary>A property's name, kept once, with the bytes that every answer needs of it.</summary>
internal sealed class PropertyName
{
    private const string Annotation = "@odata.type";
    private const int MaxLength = 255;

    private readonly byte[][] _prefixes;

    public PropertyName(ushort id, string name)
    {
        Id = id;
        Text = name;
        if (name.EndsWith(Annotation, StringComparison.Ordinal))
            AnnotationOf = name[..^Annotation.Length];
        _prefixes = [.. Enum.GetValues<EdmType>().Select(type => Encoding.UTF8.GetBytes(Prefix(name, type)))];
    }

    public ushort Id { get; }

    public string Text { get; }

    /// <summary>Which property this one gives the type of, or null.</summary>
    public string? AnnotationOf { get; }

    /// <summary>Whether it is one of those that every row has, or the protocol's.</summary>
    public bool IsSystem =>
        Text is "PartitionKey" or "RowKey" or "Timestamp" || Text.StartsWith("odata.", StringComparison.Ordinal);

    public bool IsTooLong => Text.Length > MaxLength;

    /// <summary>Whether it is an identifier of C#, as names have to be.</summary>
    public bool IsValid => Text.Length > 0
        && (char.IsLetter(Text[0]) || Text[0] == '_')
        && Text.All(c => char.IsLetterOrDigit(c) || c == '_');

    /// <summary>
    /// What comes before a value: a comma, the type where it does not follow from the value, the name.
    /// </summary>
    public ReadOnlySpan<byte> PrefixOf(EdmType type) => _prefixes[(int)type];

    private static string Prefix(string name, EdmType type) => type is EdmType.Text or EdmType.Int32 or EdmType.Boolean
        ? $",\"{name}\":"
        : $",\"{name}{Annotation}\":\"Edm.{type}\",\"{name}\":";
}
