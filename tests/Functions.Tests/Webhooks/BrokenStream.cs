namespace Webhooks.Functions.Tests.Webhooks;

/// <summary>Gives all of a body but its last byte, and then fails.</summary>
internal sealed class BrokenStream(int length, Exception failure) : MemoryStream(new byte[length - 1])
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Position == Length ? throw failure : base.ReadAsync(buffer, cancellationToken);
}
