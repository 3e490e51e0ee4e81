// The queues and tables of src/Storage/StorageNames.cs, which a test holds equal to these.

@export()
@description('Webhooks wait in the first, replays and erasures in `jobs`, events that are sent on in `outgoing`; what failed to the end comes to the others.')
var queues = [
  'deliveries'
  'deliveries-poison'
  'jobs'
  'jobs-poison'
  'outgoing'
  'outgoing-poison'
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
  'ParkedEvents'
  'Jobs'
  'Purges'
  'SchemaDrift'
  'ServiceState'
]
