// What an operator is woken for, and no more. What to do about each is in docs/operating.md, by the alert's name; a test
// holds the two equal. They read metrics alone: traces are sampled, metrics are not. Sum is what a counter counted in a
// minute, ItemCount how often a histogram was told something; a minute in which nothing was measured has no row.

import { tagSet } from 'types.bicep'

@description('The workspace\'s.')
param location string

@description('As on every resource.')
param tags tagSet

@description('Where the queries run.')
param workspaceName string

@description('Whose queues may be full.')
param storageAccountName string

@description('Who is told.')
param actionGroupId string

@description('Hours without a webhook that are a silence.')
param silentAfterHours int

@description('Messages in the queues that are a backlog.')
param backlogMessages int

@description('The alerts that ask the logs.')
var alerts = [
  {
    name: 'webhooks-answered-5xx'
    severity: 1
    description: 'At least five requests of five minutes, and as many as 1 % of the webhooks, were answered 5xx: they are not stored, and a vendor may not send them again.'
    query: '''
AppMetrics
| where Name in ('webhooks.received', 'webhooks.refused', 'http.server.request.duration')
| extend Status = toint(Properties['http.response.status_code'])
| summarize
    Came = sumif(Sum, Name == 'webhooks.received'),
    Refused = sumif(Sum, Name == 'webhooks.refused' and Status >= 500),
    FailedInHost = sumif(ItemCount, Name == 'http.server.request.duration' and Status >= 500)
| extend Failed = max_of(Refused, toreal(FailedInHost))
| where Failed >= 5 and Failed * 100 > Came
'''
    operator: 'GreaterThan'
    threshold: 0
    every: 'PT5M'
    window: 'PT5M'
    splitBy: ''
  }
  {
    name: 'deliveries-not-processed'
    severity: 1
    description: 'Webhooks were acknowledged at least 15 minutes ago, and no message was processed since.'
    query: '''
AppMetrics
| summarize
    Acknowledged = maxif(TimeGenerated, Name == 'webhooks.acknowledged' and Sum > 0),
    Processed = maxif(TimeGenerated, Name == 'webhooks.batch.size')
| where isnotnull(Acknowledged)
| where isnull(Processed) or Processed < Acknowledged
| where Acknowledged < ago(15m) or Acknowledged - Processed > 15m
'''
    operator: 'GreaterThan'
    threshold: 0
    every: 'PT15M'
    window: 'PT6H'
    splitBy: ''
  }
  {
    name: 'poison-deliveries'
    severity: 2
    description: 'Messages failed until the queue gave up on them. Their deliveries are parked in RejectedDeliveries and can be replayed, or wait in deliveries-poison to be.'
    query: '''
AppMetrics
| where (Name == 'webhooks.deliveries.parked' and Sum > 0) or (Name == 'webhooks.poison.messages' and Max > 0)
'''
    operator: 'GreaterThan'
    threshold: 0
    every: 'PT15M'
    window: 'PT15M'
    splitBy: ''
  }
  {
    name: 'deliveries-rejected'
    severity: 3
    description: 'Deliveries could not be mapped. They are stored, and can be replayed once the mapper or the template is mended.'
    query: '''
AppMetrics
| where Name == 'webhooks.deliveries.rejected' and Sum > 0
| summarize Deliveries = sum(Sum) by Vendor = tostring(Properties.vendor), Reason = tostring(Properties.reason)
'''
    operator: 'GreaterThan'
    threshold: 0
    every: 'PT15M'
    window: 'PT15M'
    splitBy: 'Vendor'
  }
  {
    name: 'vendor-silent'
    severity: 2
    description: 'A vendor that sent webhooks within the last two days sends none any more.'
    query: replace(
      '''
AppMetrics
| where Name == 'webhooks.acknowledged' and Sum > 0
| summarize Last = max(TimeGenerated) by Vendor = tostring(Properties.vendor)
| where Last < ago(SILENT_HOURSh)
''',
      'SILENT_HOURS',
      string(silentAfterHours)
    )
    operator: 'GreaterThan'
    threshold: 0
    every: 'PT1H'
    window: 'P2D'
    splitBy: 'Vendor'
  }
  {
    name: 'events-parked'
    severity: 2
    description: 'A destination did not take events however often they were tried. They are kept in ParkedEvents and can be sent again.'
    query: '''
AppMetrics
| where Name == 'webhooks.destination.parked' and Sum > 0
| summarize Events = sum(Sum) by Destination = tostring(Properties.destination)
'''
    operator: 'GreaterThan'
    threshold: 0
    every: 'PT15M'
    window: 'PT15M'
    splitBy: 'Destination'
  }
  {
    name: 'events-not-sent'
    severity: 2
    description: 'Stored events have waited to be sent on for more than 15 minutes, or will have by their next try. Nothing is lost: they are tried for more than a day.'
    query: '''
AppMetrics
| where Name in ('webhooks.destination.wait', 'webhooks.outgoing.oldest.age') and Max > 900
| summarize Seconds = max(Max) by Destination = tostring(Properties.destination)
'''
    operator: 'GreaterThan'
    threshold: 0
    every: 'PT15M'
    window: 'PT15M'
    splitBy: 'Destination'
  }
  {
    name: 'destination-off'
    severity: 2
    description: 'A destination answered 410 and is switched off until its settings change. Its events are kept in ParkedEvents.'
    query: '''
AppMetrics
| where Name == 'webhooks.destination.off' and Sum > 0
| summarize Times = sum(Sum) by Destination = tostring(Properties.destination)
'''
    operator: 'GreaterThan'
    threshold: 0
    every: 'PT15M'
    window: 'PT15M'
    splitBy: 'Destination'
  }
  {
    name: 'roll-up-late'
    severity: 2
    description: 'The daily counts were not brought up to date for 30 minutes. Nothing is lost: the next roll-up counts it all.'
    query: '''
AppMetrics
| where Name == 'webhooks.rollup.duration'
'''
    operator: 'LessThan'
    threshold: 1
    every: 'PT15M'
    window: 'PT30M'
    splitBy: ''
  }
]

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  name: workspaceName
}

resource account 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: storageAccountName
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2026-04-01' existing = {
  parent: account
  name: 'default'
}

resource logAlert 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for alert in alerts: {
    name: alert.name
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: alert.name
      description: alert.description
      severity: alert.severity
      enabled: true
      scopes: [
        workspace.id
      ]
      evaluationFrequency: alert.every
      windowSize: alert.window
      autoMitigate: true
      // The tables are made by the first telemetry that arrives.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: alert.query
            timeAggregation: 'Count'
            operator: alert.operator
            threshold: alert.threshold
            dimensions: empty(alert.splitBy)
              ? []
              : [
                  {
                    name: alert.splitBy
                    operator: 'Include'
                    values: [
                      '*'
                    ]
                  }
                ]
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: [
          actionGroupId
        ]
      }
    }
  }
]

// The one measure of a backlog that does not come from the app itself. It is of all queues together, and hourly.
resource backlogAlert 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'queue-backlog'
  location: 'global'
  tags: tags
  properties: {
    description: 'The queues hold more messages, over an hour, than this deployment is sized for; a message is up to 100 deliveries.'
    severity: 2
    enabled: true
    scopes: [
      queueService.id
    ]
    evaluationFrequency: 'PT1H'
    windowSize: 'PT1H'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'messages'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.Storage/storageAccounts/queueServices'
          metricName: 'QueueMessageCount'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: backlogMessages
        }
      ]
    }
    actions: [
      {
        actionGroupId: actionGroupId
      }
    ]
  }
}
