namespace Webhooks.Faults.Tests.Proxy;

/// <summary>What a request to storage says, whatever carries it.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Path">With the account as its first part.</param>
/// <param name="IfMatch">Its condition, if it has one.</param>
/// <param name="Body">The body, or empty.</param>
internal readonly record struct CalledRequest(string Method, string Path, string? IfMatch, ReadOnlyMemory<byte> Body);
