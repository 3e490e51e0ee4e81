using Azure;
using Webhooks.Simulation.Scheduling;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Queue;

namespace Webhooks.Simulation.Instances;

/// <summary>Tells storage's failures, which the product passes on, from the product's own.</summary>
internal static class StorageTrouble
{
    public static bool Is(Exception e) => e switch
    {
        QueueUnavailableException { InnerException: { } inner } => Is(inner),
        NotDurableException { InnerException: { } inner } => Is(inner),
        QueueUnavailableException or InstanceLostException => true,
        IOException or TimeoutException or OperationCanceledException => true,
        RequestFailedException failed => !IsMistake(failed),
        AggregateException many => many.InnerExceptions.All(Is),
        _ => false,
    };

    // What storage says to one who asks for what it never does: too large, an illegal key, two of a kind.
    private static bool IsMistake(RequestFailedException failed) =>
        failed.Status is 400 or 405 or 413 && failed.ErrorCode != "PopReceiptMismatch";
}
