namespace Webhooks.Faults.Tests.Scenario;

/// <summary>A webhook that was answered 200: from then on it must not be lost.</summary>
/// <param name="Id">The delivery id of the answer.</param>
/// <param name="Vendor">The vendor's name.</param>
/// <param name="Body">What was sent.</param>
internal sealed record Acknowledged(string Id, string Vendor, ReadOnlyMemory<byte> Body);
