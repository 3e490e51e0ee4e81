namespace Webhooks.Storage.Jobs;

/// <summary>A kind of job: long work in pages, each of which may be cut off and done again.</summary>
public interface IJob
{
    /// <summary>One of <see cref="JobKinds"/>.</summary>
    string Kind { get; }

    /// <summary>Plans the next page; changes nothing.</summary>
    Task<JobPage> PlanAsync(Job job, CancellationToken cancellationToken);
}
