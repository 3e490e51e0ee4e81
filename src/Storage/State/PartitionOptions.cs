namespace Webhooks.Storage.State;

/// <summary>Over how many partitions a vendor's day is spread.</summary>
/// <param name="PerVendorDay">1 to <see cref="Keys.DayParts.Most"/>.</param>
public sealed record PartitionOptions(int PerVendorDay = 1);
