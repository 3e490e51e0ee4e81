namespace Webhooks.Functions.Dashboard.Pages;

/// <summary>Links to preset ranges of days.</summary>
/// <param name="Page">The page they lead to.</param>
/// <param name="Kept">What else its address says.</param>
/// <param name="MaxDays">The longest range.</param>
public sealed record RangeChoiceModel(
    string Page, DayRange Range, IReadOnlyList<(string Name, string? Value)> Kept, int MaxDays);
