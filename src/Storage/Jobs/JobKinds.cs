namespace Webhooks.Storage.Jobs;

/// <summary>The kinds of jobs: partitions of <c>Jobs</c>.</summary>
public static class JobKinds
{
    /// <summary>A replay of stored deliveries.</summary>
    public const string Replay = "job-replay";

    /// <summary>The erasure of a person.</summary>
    public const string Erasure = "job-erasure";

    /// <summary>Parked events sent again.</summary>
    public const string Redelivery = "job-redelivery";

    /// <summary>
    /// Whether a partition of <c>PendingDeliveries</c> is of jobs, which a former version named there too.
    /// </summary>
    /// <returns>True for a kind of job.</returns>
    public static bool Contains(string partition) => partition is Replay or Erasure;
}
