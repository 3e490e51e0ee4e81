namespace Webhooks.Functions.Dashboard.Pages;

/// <summary>A field of a form that is one of some values.</summary>
/// <param name="Name">The field's name, which is its id, too.</param>
/// <param name="Value">What is chosen; null is all.</param>
/// <param name="All">What "no choice" is called; null where there must be one.</param>
/// <param name="Options">Values and what they are called.</param>
public sealed record SelectModel(
    string Name, string Label, string? Value, string? All, IEnumerable<(string Value, string Text)> Options);
