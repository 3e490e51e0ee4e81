using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Functions.Dashboard.Markup;

/// <summary>
/// Markup that is safe to send. The one way to make some is <see cref="Of"/>, whose literal parts are ours and whose
/// values are encoded unless they are <see cref="Html"/> themselves; so a text of a vendor cannot become markup.
/// </summary>
internal readonly struct Html
{
    private readonly string? _text;

    private Html(string text) => _text = text;

    /// <summary>Nothing.</summary>
    public static Html None => default;

    /// <summary>Makes markup; put values in double quotes where they are attributes.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "The handler is the argument.")]
    public static Html Of(HtmlHandler markup) => new(markup.ToString());

    /// <summary>Joins parts.</summary>
    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part._text)));

    /// <summary>A file of this assembly, as it is: style and script are ours.</summary>
    public static Html File(string name)
    {
        using Stream stream = typeof(Html).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The file {name} is not in the assembly.");
        using StreamReader reader = new(stream);
        return new Html(reader.ReadToEnd());
    }

    /// <inheritdoc />
    public override string ToString() => _text ?? "";
}
