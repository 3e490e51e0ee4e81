namespace Webhooks.Storage.Jobs;

/// <summary>
/// What a job did, or would do: numbers by name, such as <c>deliveries</c> or <c>message.sent/added</c>.
/// </summary>
public sealed class JobCounts : SortedDictionary<string, long>
{
    /// <summary>Numbers, none yet.</summary>
    public JobCounts()
        : base(StringComparer.Ordinal)
    {
    }

    /// <summary>Adds to a number.</summary>
    /// <param name="count">How much; 0 leaves no trace.</param>
    public void Increase(string name, long count = 1)
    {
        if (count != 0)
            this[name] = this.GetValueOrDefault(name) + count;
    }

    /// <summary>Adds other numbers.</summary>
    public void Add(JobCounts other)
    {
        foreach ((string name, long count) in other)
            Increase(name, count);
    }
}
