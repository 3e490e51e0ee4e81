namespace Webhooks.Ingestion.Text;

/// <summary>Tells a template's tag from a value: where a template is tried out, nobody fills its tags in.</summary>
internal static class UnfilledTag
{
    /// <summary>Says whether a text has one in it, as most template languages spell them.</summary>
    /// <param name="text">UTF-8.</param>
    public static bool Is(ReadOnlySpan<byte> text) =>
        Has(text, "{{"u8, "}}"u8) || Has(text, "${"u8, "}"u8) || Has(text, "[["u8, "]]"u8) || Has(text, "<%"u8, "%>"u8)
        || text is [(byte)'{', _, .., (byte)'}'];

    private static bool Has(ReadOnlySpan<byte> text, ReadOnlySpan<byte> start, ReadOnlySpan<byte> end) =>
        text.IndexOf(start) is var at and >= 0 && text[(at + start.Length)..].IndexOf(end) >= 0;
}
