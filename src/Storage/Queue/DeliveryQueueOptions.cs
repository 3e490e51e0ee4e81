namespace Webhooks.Storage.Queue;

/// <summary>The bounds of <see cref="DeliveryQueue"/>.</summary>
public sealed record DeliveryQueueOptions
{
    /// <summary>How many messages are being put at once, at most.</summary>
    public int Writers { get; init; } = 4;

    /// <summary>
    /// How long a delivery may wait before another message is put that is not full: a put that hangs must not hold up
    /// the rest.
    /// </summary>
    public TimeSpan MaxWaitForCompany { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// The most deliveries of one message: with the rows that lead from contacts to them, eight and two that few need,
    /// one full transaction. More than that, and a second holds the rest only.
    /// </summary>
    public int MaxDeliveriesPerMessage { get; init; } = 90;

    /// <summary>The most deliveries that may wait; one more is refused at once.</summary>
    public int MaxWaiting { get; init; } = 5_000;

    /// <summary>The most bytes of bodies that may wait.</summary>
    public long MaxWaitingBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How long a delivery may wait for a writer before it is refused.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a delivery may be held in all, its wait and its put, before its sender is told to try again. What is
    /// looked after every <see cref="MaxWaitForCompany"/> is told within three seconds.
    /// </summary>
    public TimeSpan MaxHold { get; init; } = TimeSpan.FromSeconds(2.3);
}
