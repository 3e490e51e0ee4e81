namespace Webhooks.Functions.Dashboard.Pages.Overview;

/// <summary>Counts that are too many for one file.</summary>
/// <param name="Address">The address of the file; its parts are added to it.</param>
public sealed record PartsModel(string Address, int Rows, int Parts);
