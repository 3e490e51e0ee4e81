namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which attempt an invocation is, where a retry policy is set.</summary>
public abstract class RetryContext
{
    /// <summary>The number of this retry.</summary>
    public abstract int RetryCount { get; }

    /// <summary>The most retries there will be.</summary>
    public abstract int MaxRetryCount { get; }
}
