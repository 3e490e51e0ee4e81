using Webhooks.Storage.Sessions;

namespace Webhooks.Functions.Dashboard.Pages.Rejected;

/// <summary>A form that asks for a replay. The first step changes nothing: it shows what would.</summary>
/// <param name="Text">What the button says.</param>
/// <param name="Label">The same for who does not see where it is.</param>
/// <param name="Fields">What is to be replayed.</param>
public sealed record ReplayFormModel(
    PageSession Session, string Text, string Label, IReadOnlyList<(string Name, string? Value)> Fields);
