// The two set-ups. WEBHOOKS_SETUP names the one that is deployed; what differs from them is changed here and committed.

@export()
@description('Values of main.bicep\'s parameters, by set-up.')
var setups = {
  // For trying it out, and for up to about a million webhooks a month: nothing runs, and next to nothing is paid, at rest.
  small: {
    instanceMemoryMB: 512
    maximumInstanceCount: 10
    alwaysReadyHttpInstances: 0
    httpConcurrency: 100
    zoneRedundant: false
    privateNetwork: false
    rollingUpdate: true
    availabilityTest: false
    auditLogs: false
    backupDays: 0
    logRetentionDays: 30
    logDailyCapGb: 1
    silentAfterHours: 24
    backlogMessages: 1000
    settings: {}
  }
  // For real traffic: no webhook waits for a start, a zone may fail, storage is reached over a private network only.
  production: {
    instanceMemoryMB: 2048
    maximumInstanceCount: 40
    alwaysReadyHttpInstances: 2
    httpConcurrency: 256
    zoneRedundant: true
    privateNetwork: true
    rollingUpdate: true
    availabilityTest: true
    auditLogs: true
    backupDays: 30
    logRetentionDays: 90
    logDailyCapGb: 10
    silentAfterHours: 12
    backlogMessages: 10000
    settings: {
      RetentionDays: '730'
    }
  }
}
