namespace Webhooks.Functions.Dashboard;

/// <summary>What a replay would change.</summary>
internal sealed class ReplayTrial
{
    /// <summary>How many deliveries were tried.</summary>
    public int Tried { get; set; }

    /// <summary>Whether there are more than were tried.</summary>
    public bool HasMore { get; set; }

    /// <summary>How many could be mapped now.</summary>
    public int Mapped { get; set; }

    /// <summary>How many would be rejected, by reason.</summary>
    public SortedDictionary<string, int> Rejected { get; } = new(StringComparer.Ordinal);

    /// <summary>Events that would be stored and are not, by type.</summary>
    public SortedDictionary<string, int> Added { get; } = new(StringComparer.Ordinal);

    /// <summary>Events that would be written again as they are, or changed.</summary>
    public int Kept { get; set; }

    /// <summary>Events that would be removed, since the mapper does not yield them any more.</summary>
    public int Removed { get; set; }
}
