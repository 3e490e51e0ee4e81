using Webhooks.Ingestion.Vendors;
using Webhooks.Ingestion.Vendors.Smartico;
using Webhooks.Storage.Destinations;

namespace Webhooks.Simulation.Instances;

/// <summary>The app's settings, as far as they matter here.</summary>
internal sealed record InstanceOptions
{
    /// <summary>How many whole days are kept; 0 keeps all.</summary>
    public int RetentionDays { get; init; }

    /// <summary>Over how many partitions a vendor's day is to be spread, at first.</summary>
    public int PartitionsPerVendorDay { get; init; } = 1;

    /// <summary>The settings of each version: the second one reads Smartico's campaign from another field.</summary>
    public Func<int, VendorOptions> Vendors { get; init; } = version => version < 2
        ? new VendorOptions()
        : new VendorOptions { Smartico = new SmarticoOptions { Fields = new SmarticoFields { Campaign = "segment" } } };

    /// <summary>
    /// Planted: around what takes a webhook in; given the product's own, which says whether it is durable.
    /// </summary>
    public Func<Func<Task<bool>>, Task<bool>> Receive { get; init; } = receive => receive();

    /// <summary>Where events are sent on; none costs nothing.</summary>
    public IReadOnlyList<Destination> Destinations { get; init; } = [Receivers.Steady, Receivers.Shaky];

    /// <summary>Planted: what is taken for a receiver's answer.</summary>
    public Func<DestinationAnswer, DestinationAnswer> Hear { get; init; } = answer => answer;

    /// <summary>
    /// Planted: around what processes a message, and does so to its end even where the instance is to end.
    /// </summary>
    public Func<ServiceInstance, Func<CancellationToken, Task>, Task> Process { get; init; } =
        (_, process) => process(CancellationToken.None);
}
