using System.Text;

namespace Webhooks.Faults.Tests.Proxy;

/// <summary>A request or an answer, byte for byte.</summary>
/// <param name="head">Up to and with the empty line.</param>
/// <param name="body">As it was framed: with a chunked body, the chunks' sizes too.</param>
internal sealed class HttpFrame(byte[] head, byte[] body)
{
    private readonly string[] _lines = Encoding.Latin1.GetString(head).Split("\r\n");

    public byte[] Head { get; } = head;

    public byte[] Body { get; } = body;

    public string Method => _lines[0].Split(' ')[0];

    public string Target => _lines[0].Split(' ')[1];

    /// <summary>Whether it only says that the answer is still to come: "100 Continue" and the like.</summary>
    public bool IsInterim => _lines[0].StartsWith("HTTP/1.1 1", StringComparison.Ordinal);

    public string? Header(string name) => _lines
        .Skip(1)
        .Where(line => line.Length > name.Length && line[name.Length] == ':'
        && line.StartsWith(name, StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault();
}
