namespace Webhooks.Ingestion.Messages;

/// <summary>
/// One entry of a queue message: a whole delivery, or the name of one that is in the table <c>Deliveries</c> already
/// (a body too large for a message); or the next step of a job, such as a replay.
/// </summary>
public readonly record struct QueuedDelivery
{
    private QueuedDelivery(string vendor, string id, Delivery? delivery, bool isJobStep = false)
    {
        IsJobStep = isJobStep;
        Vendor = vendor;
        Id = id;
        Delivery = delivery;
    }

    /// <summary>The vendor's name; of a job's step the kind of job.</summary>
    public string Vendor { get; }

    /// <summary>The delivery's id, or the job's.</summary>
    public string Id { get; }

    /// <summary>Whether it is no delivery, but asks for the next step of a job.</summary>
    public bool IsJobStep { get; }

    /// <summary>The delivery, or null where it is to be read from the table.</summary>
    public Delivery? Delivery { get; }

    /// <summary>A delivery that travels in the message.</summary>
    public static QueuedDelivery Whole(Delivery delivery) => new(delivery.Vendor, delivery.Id, delivery);

    /// <summary>A delivery that is stored already.</summary>
    public static QueuedDelivery Stored(string vendor, string id) => new(vendor, id, null);

    /// <summary>The next step of a job.</summary>
    /// <param name="kind">The kind of job.</param>
    /// <param name="id">The job's id, made like a delivery's.</param>
    public static QueuedDelivery JobStep(string kind, string id) => new(kind, id, null, isJobStep: true);
}
