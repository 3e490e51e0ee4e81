using System.Text;
using Webhooks.Simulation.Wire;

namespace Webhooks.Simulation.Tables;

/// <summary>Reads the requests in the body of an entity group transaction.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions</remarks>
internal static class Changeset
{
    public static List<WireRequest> Read(ReadOnlyMemory<byte> body)
    {
        List<WireRequest> parts = [];
        byte[] separator = [.. "--"u8, .. Encoding.ASCII.GetBytes(BoundaryOf(body.Span))];
        int at = body.Span.IndexOf(separator);
        while (at >= 0)
        {
            int start = at + separator.Length;
            if (body.Span[start..].StartsWith("--"u8))
                return parts;
            int length = body.Span[start..].IndexOf(separator);
            if (length < 0)
                throw StorageFailure.InvalidInput();
            parts.Add(Part(body.Slice(start, length)));
            at = start + length;
        }

        throw StorageFailure.InvalidInput();
    }

    // "Content-Type: multipart/mixed; boundary=changeset_…", in the head of the body.
    private static string BoundaryOf(ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> name = "boundary="u8;
        int at = body.IndexOf(name);
        if (at < 0)
            throw StorageFailure.InvalidInput();
        ReadOnlySpan<byte> rest = body[(at + name.Length)..];
        return Encoding.ASCII.GetString(rest[..rest.IndexOfAny((byte)'\r', (byte)'\n')]);
    }

    private static WireRequest Part(ReadOnlyMemory<byte> part)
    {
        ReadOnlySpan<byte> rest = part.Span[(part.Span.IndexOf("\r\n\r\n"u8) + 4)..]; // the part's own headers
        int head = rest.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            throw StorageFailure.InvalidInput();
        string lines = Encoding.UTF8.GetString(rest[..head]);
        int start = lines.IndexOf(' ', StringComparison.Ordinal) + 1;
        ReadOnlySpan<char> address = lines.AsSpan(
            start, lines.IndexOf(' ', start) - start); // https://account.host/Path?query
        address = address[(address.IndexOf("://") + "://".Length)..];
        address = address[(address.IndexOf('/') + 1)..];
        int query = address.IndexOf('?');
        string path = (query < 0 ? address : address[..query]).ToString();
        ReadOnlyMemory<byte> body = part[(part.Length - rest.Length + head + 4)..];
        return new WireRequest(lines[..(start - 1)], path, query < 0 ? "" : address[query..].ToString(), Trim(body))
        {
            IfMatch = Header(lines, "\r\nIf-Match: "),
            WantsContent = Header(lines, "\r\nPrefer: ") != "return-no-content",
        };
    }

    private static string? Header(string lines, string name)
    {
        int at = lines.IndexOf(name, StringComparison.Ordinal);
        if (at < 0)
            return null;
        int start = at + name.Length;
        int end = lines.IndexOf('\r', start);
        return end < 0 ? lines[start..] : lines[start..end];
    }

    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> body)
    {
        while (!body.IsEmpty && body.Span[^1] is (byte)'\r' or (byte)'\n')
            body = body[..^1];
        return body;
    }
}
