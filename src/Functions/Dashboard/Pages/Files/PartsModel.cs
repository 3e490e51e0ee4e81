namespace Webhooks.Functions.Dashboard.Pages.Files;

/// <summary>Rows that are too many for one file.</summary>
/// <param name="Title">What they are.</param>
/// <param name="Address">The address of the file; its parts are added to it.</param>
public sealed record PartsModel(string Title, string Address, int Rows, int Parts);
