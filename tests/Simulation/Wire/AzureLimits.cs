namespace Webhooks.Simulation.Wire;

/// <summary>
/// What Azure allows a storage account, and how its pages end; the sizes do not change, the rates may be turned off.
/// </summary>
/// <remarks>
/// https://learn.microsoft.com/azure/storage/tables/scalability-targets and
/// https://learn.microsoft.com/azure/storage/queues/scalability-targets.
/// What is a rate there is a bound here: Azure may give more, and may not.
/// </remarks>
public sealed record AzureLimits
{
    /// <summary>Entities written, and reads asked for, of one partition in a second.</summary>
    public int EntitiesPerPartition { get; init; } = 2_000;

    /// <summary>Messages put, got, changed and deleted of one queue in a second.</summary>
    public int MessagesPerQueue { get; init; } = 2_000;

    /// <summary>Requests to the account in a second.</summary>
    public int OperationsPerAccount { get; init; } = 20_000;

    /// <summary>How many rows a query reads in the five seconds that it has, whether or not they match.</summary>
    public int RowsReadPerPage { get; init; } = 100_000;

    /// <summary>
    /// Whether a page ends where a partition does, as it may wherever two partitions are kept on two servers.
    /// </summary>
    public bool PagesEndWithPartitions { get; init; }

    /// <summary>How long the name of a deleted table cannot be used: at least this in Azure.</summary>
    public TimeSpan TableDeletion { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>How long the name of a deleted queue cannot be used: at least this in Azure.</summary>
    public TimeSpan QueueDeletion { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>No rates: for tests that are about other things.</summary>
    public static AzureLimits WithoutRates { get; } = new()
    {
        EntitiesPerPartition = int.MaxValue,
        MessagesPerQueue = int.MaxValue,
        OperationsPerAccount = int.MaxValue,
    };
}
