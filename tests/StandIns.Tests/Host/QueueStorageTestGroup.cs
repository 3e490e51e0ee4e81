namespace Webhooks.StandIns.Tests.Host;

/// <summary>The tests that share a <see cref="QueueStorage" />.</summary>
[CollectionDefinition(Name)]
public sealed class QueueStorageTestGroup : ICollectionFixture<QueueStorage>
{
    public const string Name = "Queue storage";
}
