namespace Webhooks.Storage.Status;

/// <summary>When a vendor was heard of last.</summary>
/// <param name="LastReceivedAt">
/// Its last delivery that is processed, in UTC; null where there was none in a week.
/// </param>
/// <param name="IsUnusuallySilent">Whether it sent a fair number of events at the same time a week ago.</param>
public sealed record VendorState(string Vendor, DateTimeOffset? LastReceivedAt, bool IsUnusuallySilent);
