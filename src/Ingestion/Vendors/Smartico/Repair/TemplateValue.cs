namespace Webhooks.Ingestion.Vendors.Smartico.Repair;

/// <summary>A value that was read from a body against the template.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Text">The value as it was pasted in.</param>
/// <param name="Quoted">False where it stood without quotes.</param>
internal readonly record struct TemplateValue(string Name, string Text, bool Quoted);
