namespace Webhooks.Storage.Queue;

/// <summary>The bounds of <see cref="DeliveryQueue"/>.</summary>
public sealed record DeliveryQueueOptions
{
    /// <summary>How many messages are being written at once.</summary>
    public int Writers { get; init; } = 4;

    /// <summary>The most deliveries of one message.</summary>
    public int MaxDeliveriesPerMessage { get; init; } = 250;

    /// <summary>The most deliveries that may wait; one more is refused at once.</summary>
    public int MaxWaiting { get; init; } = 5_000;

    /// <summary>The most bytes of bodies that may wait.</summary>
    public long MaxWaitingBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How long a delivery may wait for a writer before it is refused.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(2);
}
