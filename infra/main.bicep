targetScope = 'subscription'

@description('Names the deployment; every resource name comes from it.')
@minLength(1)
@maxLength(40)
param environmentName string

@description('The region. Flex Consumption is not in all of them: az functionapp list-flexconsumption-locations.')
@minLength(1)
@metadata({ azd: { type: 'location' } })
param location string

@description('Memory of an instance: 512 MB has a quarter of a core, 2048 MB one, 4096 MB two.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int

@description('The most instances. It bounds what a flood of webhooks can cost.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int

@description('Instances kept warm for webhooks, so that none waits for a start. 0 costs nothing at rest.')
@minValue(0)
@maxValue(100)
param alwaysReadyHttpInstances int

@description('Webhooks at once on one instance before another is started. High: requests that wait together share one queue message.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int

@description('Spreads instances and storage over availability zones. Some regions only; storage cannot be changed back in place.')
param zoneRedundant bool

@description('Reaches storage over private endpoints only. The webhooks stay public.')
param privateNetwork bool

@description('Public IPv4 addresses or ranges that may reach the storage of a private network: an operator with Storage Explorer.')
param allowedAddresses string[] = []

@description('Days that telemetry is kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int

@description('GB of telemetry a day after which no more is taken until the next day; -1 for no limit.')
param logDailyCapGb int

@description('Who is told when an alert fires. Empty: alerts show in the portal only.')
param alertEmail string

@description('Hours without a webhook after which a vendor that did send within the last two days counts as silent.')
@minValue(1)
@maxValue(47)
param silentAfterHours int

@description('Messages in the queues, on average over an hour, that count as a backlog.')
@minValue(1)
param backlogMessages int

@description('Object id of the person or group that may read tables and queues; empty for none.')
param operatorPrincipalId string = ''

@description('Settings of the app that differ from settings.bicep, by name.')
param settings { *: string } = {}

var suffix = uniqueString(subscription().id, environmentName, location)
var storageAccountName = 'st${suffix}'
var tags = {
  'azd-env-name': environmentName
}

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    name: 'id-${suffix}'
    location: location
    tags: tags
  }
}

module network 'network.bicep' = if (privateNetwork) {
  name: 'network'
  scope: group
  params: {
    name: 'vnet-${suffix}'
    location: location
    tags: tags
    storageAccountName: storage.outputs.name
  }
}

module storage 'storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: storageAccountName
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
    privateNetwork: privateNetwork
    allowedAddresses: allowedAddresses
  }
}

module monitoring 'monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    suffix: suffix
    location: location
    tags: tags
    retentionDays: logRetentionDays
    dailyCapGb: logDailyCapGb
  }
}

module roles 'roles.bicep' = {
  name: 'roles'
  scope: group
  params: {
    storageAccountName: storage.outputs.name
    applicationInsightsName: monitoring.outputs.applicationInsightsName
    appPrincipalId: identity.outputs.principalId
    operatorPrincipalId: operatorPrincipalId
  }
}

// After the roles: the first start of the app already needs them.
module app 'app.bicep' = {
  name: 'app'
  scope: group
  params: {
    name: 'func-${suffix}'
    planName: 'plan-${suffix}'
    location: location
    tags: tags
    identityName: identity.outputs.name
    storageAccountName: storage.outputs.name
    packageContainerName: storage.outputs.packageContainerName
    applicationInsightsName: monitoring.outputs.applicationInsightsName
    subnetId: privateNetwork ? network!.outputs.appSubnetId : ''
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyHttpInstances: alwaysReadyHttpInstances
    httpConcurrency: httpConcurrency
    zoneRedundant: zoneRedundant
    settings: settings
  }
  dependsOn: [
    roles
  ]
}

module alerts 'alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    suffix: suffix
    location: location
    tags: tags
    workspaceName: monitoring.outputs.workspaceName
    storageAccountName: storage.outputs.name
    email: alertEmail
    silentAfterHours: silentAfterHours
    backlogMessages: backlogMessages
  }
}

// azd keeps these for its hooks. None is a secret, and none ever may be: outputs stay readable in the deployment's history.
output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output FUNCTION_APP_NAME string = app.outputs.name
output FUNCTION_APP_URL string = app.outputs.url
output STORAGE_ACCOUNT_NAME string = storage.outputs.name
output APPLICATION_INSIGHTS_NAME string = monitoring.outputs.applicationInsightsName
