namespace Webhooks.Storage.Tests.Spread;

/// <summary>Storage whose days are spread over five partitions, from the first one on.</summary>
public sealed class SpreadFixture : StorageFixture
{
    public override int Partitions => 5;
}
