using Webhooks.Functions.Dashboard.Actions;
using Webhooks.Storage.Sessions;

namespace Webhooks.Functions.Dashboard.Pages.Destinations;

/// <summary>How many events would be sent again, and the button that does it.</summary>
/// <param name="IsWhole">Whether all could be counted in time.</param>
public sealed record RedeliverTrialModel(RedeliveryTarget Target, long Events, bool IsWhole, PageSession Session);
