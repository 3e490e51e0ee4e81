namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>The settings under <c>Vendors__Smartico__</c>.</summary>
public sealed class SmarticoOptions
{
    /// <summary><c>Fields__*</c>: what the fields are called in the template that Smartico was given.</summary>
    public SmarticoFields Fields { get; init; } = new();
}
