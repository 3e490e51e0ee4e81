namespace Webhooks.Storage.Status;

/// <summary>Something that a person should look at.</summary>
/// <param name="IsUrgent">Whether data waits until somebody acts; else it is good to know.</param>
/// <param name="Code">Stable, e.g. <c>queue-behind</c>.</param>
/// <param name="Text">For a person.</param>
public sealed record Finding(bool IsUrgent, string Code, string Text);
