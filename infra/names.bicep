// The queues and tables of src/Storage/StorageNames.cs, which a test holds equal to these.

@export()
var queues = [
  'deliveries'
  'deliveries-poison'
  'jobs'
  'jobs-poison'
]

@export()
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
