namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>Smartico, gamified CRM: its reverse integration.</summary>
/// <param name="options">The names of the fields in the customer's template.</param>
public sealed class SmarticoVendor(SmarticoOptions options) : IVendor
{
    /// <inheritdoc />
    public string Name => "smartico";

    /// <inheritdoc />
    public MapResult Map(Delivery delivery) =>
        MapResult.Rejected(RejectionReasons.UnexpectedShape, $"Not mapped yet: {options.Fields.User}.");
}
