namespace Webhooks.Storage.Deliveries;

/// <summary>A large delivery has more events than one run has time to store: another goes on where it was.</summary>
internal sealed class OutOfTimeException() : Exception("The delivery has more events than are stored in one run.");
