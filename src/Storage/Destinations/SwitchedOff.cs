namespace Webhooks.Storage.Destinations;

/// <summary>A destination that wants no more events.</summary>
/// <param name="At">Since when, in UTC.</param>
/// <param name="Answer">How its answer began, or null.</param>
public sealed record SwitchedOff(DateTimeOffset At, string? Answer);
