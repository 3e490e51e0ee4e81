namespace Webhooks.Ingestion.Redaction;

/// <summary>What of a request may be stored.</summary>
/// <param name="Query">The query; the same text where nothing was in it.</param>
/// <param name="Body">The body; the same memory where nothing was in it.</param>
public readonly record struct RedactedRequest(string? Query, ReadOnlyMemory<byte> Body);
