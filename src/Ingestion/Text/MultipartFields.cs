using System.Text;

namespace Webhooks.Ingestion.Text;

/// <summary>Reads the parts of a <c>multipart/form-data</c> body (RFC 7578).</summary>
internal static class MultipartFields
{
    private const int MostParts = 1_000;

    /// <summary>Whether a body says that it is one, and looks like it.</summary>
    /// <param name="contentType">The Content-Type header, or null.</param>
    public static bool IsMultipart(ReadOnlySpan<byte> body, string? contentType) =>
        body.TrimStart("\r\n"u8).StartsWith("--"u8)
        && (contentType is null || contentType.Contains("multipart/", StringComparison.OrdinalIgnoreCase))
        && body.IndexOf("Content-Disposition"u8) >= 0;

    /// <summary>Reads the parts in their order.</summary>
    /// <param name="body">The body's text; the first line is the boundary, whatever the header says.</param>
    /// <returns>Names and values; a part without a name has an empty one.</returns>
    public static List<KeyValuePair<string, string>> Read(ReadOnlySpan<byte> body)
    {
        List<KeyValuePair<string, string>> parts = [];
        body = body.TrimStart("\r\n"u8);
        ReadOnlySpan<byte> boundary = Line(body).TrimEnd(" \t\r"u8);
        ReadOnlySpan<byte> rest = body[boundary.Length..];
        while (parts.Count < MostParts && !rest.StartsWith("--"u8) && rest.IndexOf((byte)'\n') is var end and >= 0)
        {
            rest = rest[(end + 1)..];
            int length = IndexOfBoundary(rest, boundary);
            ReadOnlySpan<byte> part = length < 0 ? rest : rest[..length];
            parts.Add(ReadPart(part));
            rest = length < 0 ? [] : rest[length..].TrimStart("\r\n"u8)[boundary.Length..];
        }

        return parts;
    }

    private static KeyValuePair<string, string> ReadPart(ReadOnlySpan<byte> part)
    {
        string name = "";
        while (Line(part) is var line && !line.TrimEnd((byte)'\r').IsEmpty)
        {
            string header = Encoding.UTF8.GetString(line);
            if (header.StartsWith("Content-Disposition:", StringComparison.OrdinalIgnoreCase))
                name = Parameter(header, "name=");
            part = part[Math.Min(part.Length, line.Length + 1)..];
        }

        return new(name, Encoding.UTF8.GetString(part[Math.Min(part.Length, Line(part).Length + 1)..]));
    }

    private static string Parameter(string header, string parameter)
    {
        int at = header.IndexOf($" {parameter}", StringComparison.OrdinalIgnoreCase);
        at = at < 0 ? header.IndexOf($";{parameter}", StringComparison.OrdinalIgnoreCase) : at;
        if (at < 0)
            return "";
        ReadOnlySpan<char> value = header.AsSpan(at + parameter.Length + 1).Trim();
        bool isQuoted = value.StartsWith('"');
        value = isQuoted ? value[1..] : value;
        int end = value.IndexOf(isQuoted ? '"' : ';');
        return (end < 0 ? value : value[..end]).ToString();
    }

    // Without the line break that belongs to the boundary.
    private static int IndexOfBoundary(ReadOnlySpan<byte> text, ReadOnlySpan<byte> boundary)
    {
        for (int from = 0; text[from..].IndexOf(boundary) is var at and >= 0; from += at + 1)
        {
            int start = from + at;
            if (start == 0)
                return 0;
            if (text[start - 1] == '\n')
                return start - (start > 1 && text[start - 2] == '\r' ? 2 : 1);
        }

        return -1;
    }

    private static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> text) =>
        text.IndexOf((byte)'\n') is var end and >= 0 ? text[..end] : text;
}
