namespace Webhooks.Storage.Jobs;

/// <summary>How far a job is.</summary>
public static class JobStatuses
{
    /// <summary>It goes on, page by page.</summary>
    public const string Running = "running";

    /// <summary>It is done.</summary>
    public const string Done = "done";
}
