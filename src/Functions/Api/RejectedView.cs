using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Api;

/// <summary>A page of rejected deliveries.</summary>
internal sealed record RejectedView(string Vendor, IReadOnlyList<RejectedDelivery> Rejected, string? Next);
