// The queues and tables of src/Storage/StorageNames.cs, which a test holds equal to these.

@export()
@description('Webhooks wait in the first; what failed to the end is parked from the second.')
var queues = [
  'deliveries'
  'deliveries-poison'
]

@export()
@description('docs/events.md and README say what is in each.')
var tables = [
  'Events'
  'Deliveries'
  'RejectedDeliveries'
  'DailyCounts'
  'DailyCampaignCounts'
  'HourlyCounts'
  'TouchedHours'
  'PendingDeliveries'
  'Jobs'
  'Purges'
  'SchemaDrift'
  'ServiceState'
]
