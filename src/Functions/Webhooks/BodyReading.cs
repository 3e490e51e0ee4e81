using Microsoft.AspNetCore.Http;

namespace Webhooks.Functions.Webhooks;

/// <summary>A body that was read, or why it was not. Dispose it when the body is durable: only then its memory counts as free.</summary>
/// <param name="body">The body.</param>
/// <param name="refusal">Why it was not read, or null.</param>
/// <param name="release">Gives its room back.</param>
public sealed class BodyReading(Memory<byte> body, IResult? refusal, Action? release = null) : IDisposable
{
    /// <summary>The body, whose array nobody else has.</summary>
    public Memory<byte> Body { get; } = body;

    /// <summary>The answer where it was not read, or null.</summary>
    public IResult? Refusal { get; } = refusal;

    /// <inheritdoc />
    public void Dispose() => release?.Invoke();
}
