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

    private const string PreviewSuffix = "-preview";

    /// <summary>The kind of a job that only finds out what one of another kind would do.</summary>
    public static string PreviewOf(string kind) => kind + PreviewSuffix;

    /// <summary>Whether a kind is one of <see cref="PreviewOf"/>.</summary>
    public static bool IsPreview(string kind) => kind.EndsWith(PreviewSuffix, StringComparison.Ordinal);

    /// <summary>The kind whose work a kind does or finds out.</summary>
    public static string WorkOf(string kind) => IsPreview(kind) ? kind[..^PreviewSuffix.Length] : kind;

    /// <summary>
    /// Whether a partition of <c>PendingDeliveries</c> is of jobs, which a former version named there too.
    /// </summary>
    /// <returns>True for a kind of job.</returns>
    public static bool Contains(string partition) => partition is Replay or Erasure;
}
