namespace Webhooks.Ingestion.Vendors.SmartReach;

/// <summary>SmartReach, email outreach.</summary>
public sealed class SmartReachVendor : IVendor
{
    /// <inheritdoc />
    public string Name => "smartreach";

    /// <inheritdoc />
    public MapResult Map(Delivery delivery) =>
        MapResult.Rejected(RejectionReasons.UnexpectedShape, "Not mapped yet.");
}
