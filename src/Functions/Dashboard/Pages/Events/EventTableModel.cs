using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;

namespace Webhooks.Functions.Dashboard.Pages.Events;

/// <summary>Some events as rows.</summary>
/// <param name="Label">What they are, for who does not see the table.</param>
public sealed record EventTableModel(IReadOnlyList<EngagementEvent> Events, VendorRegistry Vendors, string Label);
