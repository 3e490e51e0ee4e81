using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace Webhooks.Storage.Tests.Interleaving;

/// <summary>A storage call's answer: nothing but the row's new version.</summary>
internal sealed class Answer(ETag version) : Response
{
    public override int Status => 204;

    public override string ReasonPhrase => "";

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = "";

    public override void Dispose()
    {
    }

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => [];

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = name == "ETag" && version != default ? version.ToString() : null;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = null;
        return false;
    }
}
