namespace Webhooks.Storage;

/// <summary>The names of the queues and tables; infra/ creates the same ones.</summary>
public static class StorageNames
{
    /// <summary>Acknowledged deliveries that wait to be processed.</summary>
    public const string DeliveryQueue = "deliveries";

    /// <summary>Messages that could not be processed however often they were tried.</summary>
    public const string PoisonQueue = "deliveries-poison";

    /// <summary>Steps of replays and erasures that wait to be done.</summary>
    public const string JobQueue = "jobs";

    /// <summary>Steps that failed however often they were tried; the timer queues their jobs again.</summary>
    public const string JobPoisonQueue = "jobs-poison";

    /// <summary>Events that wait to be sent on to the destinations.</summary>
    public const string OutgoingQueue = "outgoing";

    /// <summary>Messages of those that failed however often they were tried; they are queued again.</summary>
    public const string OutgoingPoisonQueue = "outgoing-poison";

    /// <summary>One row per event.</summary>
    public const string Events = "Events";

    /// <summary>One row per delivery.</summary>
    public const string Deliveries = "Deliveries";

    /// <summary>One row per delivery that could not be mapped.</summary>
    public const string RejectedDeliveries = "RejectedDeliveries";

    /// <summary>Counts per vendor, day, type and channel.</summary>
    public const string DailyCounts = "DailyCounts";

    /// <summary>Counts per vendor, day, type, channel, campaign and step.</summary>
    public const string DailyCampaignCounts = "DailyCampaignCounts";

    /// <summary>Counts of each hour, of which a day's are the sum.</summary>
    public const string HourlyCounts = "HourlyCounts";

    /// <summary>The hours whose events changed since they were last counted.</summary>
    public const string TouchedHours = "TouchedHours";

    /// <summary>
    /// Deliveries that are stored and wait to be processed: large ones, whose message may be missing after a crash.
    /// </summary>
    public const string PendingDeliveries = "PendingDeliveries";

    /// <summary>Events that a destination did not take however often they were tried.</summary>
    public const string ParkedEvents = "ParkedEvents";

    /// <summary>Replays and erasures: what was asked for, how far it is, and what it did.</summary>
    public const string Jobs = "Jobs";

    /// <summary>How far each vendor's old partitions are purged.</summary>
    public const string Purges = "Purges";

    /// <summary>What vendors send that their mappers do not know yet.</summary>
    public const string SchemaDrift = "SchemaDrift";

    /// <summary>When the roll-up ran last, and who has the dashboard open.</summary>
    public const string ServiceState = "ServiceState";

    /// <summary>Every queue.</summary>
    public static IReadOnlyList<string> Queues { get; } =
        [DeliveryQueue, PoisonQueue, JobQueue, JobPoisonQueue, OutgoingQueue, OutgoingPoisonQueue];

    /// <summary>Every table.</summary>
    public static IReadOnlyList<string> Tables { get; } =
    [
        Events, Deliveries, RejectedDeliveries, DailyCounts, DailyCampaignCounts, HourlyCounts, TouchedHours,
        PendingDeliveries, ParkedEvents, Jobs, Purges, SchemaDrift, ServiceState,
    ];
}
