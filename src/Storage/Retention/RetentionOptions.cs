namespace Webhooks.Storage.Retention;

/// <summary>How long events and deliveries are kept.</summary>
/// <param name="Days">Whole days after their own; 0 keeps them for good.</param>
public sealed record RetentionOptions(int Days);
