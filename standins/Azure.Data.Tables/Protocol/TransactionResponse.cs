using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Azure.Core;

namespace Azure.Data.Tables.Protocol;

/// <summary>The answer to one action; its headers are read when somebody asks.</summary>
internal sealed class TransactionResponse : Response
{
    private readonly ReadOnlyMemory<byte> _head;
    private Dictionary<string, string>? _headers;

    private TransactionResponse(int status, ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> body)
    {
        Status = status;
        _head = head;
        ContentStream = body.IsEmpty ? null : new MemoryStream(body.ToArray(), 0, body.Length, writable: false, publiclyVisible: true);
    }

    public override int Status { get; }

    public override string ReasonPhrase => FirstLine().Split(' ', 3).ElementAtOrDefault(2) ?? "";

    public override bool IsError => Status >= 400;

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = "";

    /// <summary>Reads <c>HTTP/1.1 204 No Content</c> and what follows.</summary>
    /// <param name="text">From the status line on.</param>
    /// <param name="bodyStart">Where the headers end.</param>
    public static TransactionResponse Parse(ReadOnlyMemory<byte> text, int bodyStart)
    {
        ReadOnlySpan<byte> line = text.Span;
        int space = line.IndexOf((byte)' ');
        if (space < 0
            || line.Length < space + 4
            || !int.TryParse(line.Slice(space + 1, 3), NumberStyles.None, CultureInfo.InvariantCulture, out int status))
        {
            throw new InvalidDataException("A part of the answer to a transaction has no status.");
        }

        ReadOnlyMemory<byte> body = text[bodyStart..];
        return new(status, text[..bodyStart], body[..body.Span.TrimEnd("\r\n"u8).Length]);
    }

    public override void Dispose() => ContentStream?.Dispose();

    protected override bool ContainsHeader(string name) => Headers().ContainsKey(name);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => Headers().Select(h => new HttpHeader(h.Key, h.Value));

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) =>
        Headers().TryGetValue(name, out value);

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out string? value) ? [value] : null;
        return values is not null;
    }

    private string FirstLine() => Encoding.UTF8.GetString(_head.Span).Split('\n', 2)[0].TrimEnd();

    private new Dictionary<string, string> Headers()
    {
        if (_headers is not null)
            return _headers;
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (string line in Encoding.UTF8.GetString(_head.Span).Split('\n').Skip(1))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                headers.TryAdd(line[..colon].Trim(), line[(colon + 1)..].Trim());
        }

        return _headers = headers;
    }
}
