using System.Text;

namespace Azure.Data.Tables.Protocol;

/// <summary>Cuts the multipart answer to a transaction into one response per action.</summary>
internal static class TransactionReader
{
    public static List<Response> Read(ReadOnlyMemory<byte> body)
    {
        List<Response> responses = [];
        byte[] delimiter = Delimiter(body.Span);
        int start = Next(body.Span, 0, delimiter);
        while (start >= 0 && !body.Span[start..].StartsWith("--"u8))
        {
            int end = Next(body.Span, start, delimiter);
            ReadOnlyMemory<byte> part = end < 0 ? body[start..] : body[start..(end - delimiter.Length)];
            int head = part.Span.IndexOf("HTTP/1"u8);
            if (head < 0)
                throw new InvalidDataException("A part of the answer to a transaction is not an HTTP response.");
            responses.Add(TransactionResponse.Parse(part[head..], Body(part.Span[head..])));
            start = end;
        }

        return responses.Count > 0 ? responses : throw new InvalidDataException("The answer to a transaction holds no response.");
    }

    /// <summary>Where the text behind an empty line begins; line ends are CRLF, in some emulators LF.</summary>
    private static int Body(ReadOnlySpan<byte> text)
    {
        int crlf = text.IndexOf("\r\n\r\n"u8);
        int lf = (crlf < 0 ? text : text[..crlf]).IndexOf("\n\n"u8);
        return lf >= 0 ? lf + 2 : crlf >= 0 ? crlf + 4 : text.Length;
    }

    private static int Next(ReadOnlySpan<byte> text, int from, ReadOnlySpan<byte> delimiter)
    {
        int at = text[from..].IndexOf(delimiter);
        return at < 0 ? -1 : from + at + delimiter.Length;
    }

    // The outer boundary opens the text; its one part names the boundary of the change set.
    private static byte[] Delimiter(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> named = text[..Body(text)];
        int at = named.IndexOf("boundary="u8);
        ReadOnlySpan<byte> boundary = at >= 0 ? named[(at + "boundary="u8.Length)..] : named.TrimStart("-\r\n"u8);
        int end = boundary.IndexOfAny("\r\n;"u8);
        return Encoding.UTF8.GetBytes("--" + Encoding.UTF8.GetString(end < 0 ? boundary : boundary[..end]).Trim('"', ' '));
    }
}
