using Webhooks.Ingestion;

namespace Webhooks.Storage.Destinations;

/// <summary>Every destination that is configured.</summary>
/// <param name="all">Those of the settings; none sends nothing on, and costs nothing.</param>
public sealed class DestinationList(params IReadOnlyList<Destination> all)
{
    /// <summary>All, in the order of their names.</summary>
    public IReadOnlyList<Destination> All { get; } =
        [.. all.OrderBy(destination => destination.Name, StringComparer.Ordinal)];

    /// <summary>Finds one.</summary>
    /// <returns>Null where none of that name is configured.</returns>
    public Destination? Find(string name) => All.FirstOrDefault(destination => destination.Name == name);

    /// <summary>Whether an event is sent anywhere.</summary>
    public bool Wants(EngagementEvent e) => All.Any(destination => destination.Wants(e));
}
