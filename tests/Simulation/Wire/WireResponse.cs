using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Azure;
using Azure.Core;

namespace Webhooks.Simulation.Wire;

/// <summary>An answer of the simulated storage.</summary>
internal sealed class WireResponse(int status) : Response
{
    private readonly List<HttpHeader> _headers = [];

    public override int Status => status;

    public override string ReasonPhrase => status.ToString(CultureInfo.InvariantCulture);

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = "";

    public WireResponse With(string header, string? value)
    {
        if (value is not null)
            _headers.Add(new HttpHeader(header, value));
        return this;
    }

    public WireResponse WithBody(string contentType, byte[] body) => WithBody(contentType, body, body.Length);

    /// <summary>The buffer is the answer's from here on.</summary>
    public WireResponse WithBody(string contentType, byte[] buffer, int length)
    {
        _headers.Add(new HttpHeader("Content-Type", contentType));
        _headers.Add(new HttpHeader("Content-Length", length.ToString(CultureInfo.InvariantCulture)));
        ContentStream = new MemoryStream(buffer, 0, length, writable: false, publiclyVisible: true);
        return this;
    }

    public override void Dispose()
    {
    }

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => _headers;

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        foreach (HttpHeader header in _headers)
        {
            if (string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                value = header.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        bool found = TryGetHeader(name, out string? value);
        values = found ? [value!] : null;
        return found;
    }
}
