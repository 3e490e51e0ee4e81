namespace Webhooks.Ingestion.Tests;

/// <summary>Tests of how much is alive: by themselves, since what other tests hold would count too.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MemoryGroup
{
    public const string Name = "memory";
}
