using Webhooks.Storage.Sending;
using Webhooks.Storage.State;

namespace Webhooks.Functions.Dashboard.Pages.Destinations;

/// <summary>How many events would be sent again, and the button that does it.</summary>
/// <param name="IsWhole">Whether all could be counted in time.</param>
public sealed record RedeliverTrialModel(RedeliveryRequest Request, long Events, bool IsWhole, PageSession Session);
