namespace Webhooks.Storage.Jobs;

/// <summary>A kind of job: long work in pages, each of which may be cut off and done again.</summary>
public interface IJob
{
    /// <summary>One of <see cref="JobKinds"/>.</summary>
    string Kind { get; }

    /// <summary>Plans the next page; changes nothing.</summary>
    Task<JobPage> PlanAsync(Job job, CancellationToken cancellationToken);
}

/// <summary>One page of a job's work: what is to be done, and how.</summary>
/// <param name="Counts">What doing it changes.</param>
/// <param name="Next">Where the next page begins; null where this is the last.</param>
/// <param name="ApplyAsync">Does it; may be done again. Null where there is nothing to do.</param>
public sealed record JobPage(JobCounts Counts, string? Next, Func<CancellationToken, Task>? ApplyAsync)
{
    /// <summary>How long the next page has to wait; nobody waits in memory for it.</summary>
    public TimeSpan Delay { get; init; }
}
