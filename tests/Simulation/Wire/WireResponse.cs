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

    public WireResponse WithBody(string contentType, byte[] body)
    {
        _headers.Add(new HttpHeader("Content-Type", contentType));
        _headers.Add(new HttpHeader("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture)));
        ContentStream = new MemoryStream(body, 0, body.Length, writable: false, publiclyVisible: true);
        return this;
    }

    /// <summary>As if this page were the last one.</summary>
    public void RemoveContinuation() =>
        _headers.RemoveAll(header => header.Name.StartsWith("x-ms-continuation-", StringComparison.Ordinal));

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
