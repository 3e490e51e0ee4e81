targetScope = 'subscription'

import { tagSet } from 'types.bicep'

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

@description('Replaces instances one after another when a version is deployed, instead of all at once. A preview of Azure\'s.')
param rollingUpdate bool

@description('Reaches storage over private endpoints only. The webhooks stay public.')
param privateNetwork bool

@description('A subnet of your own network for the app, delegated to Microsoft.App/environments; empty: a network is made.')
param appSubnetId string = ''

@description('A subnet of the same network for the private endpoints. Given together with appSubnetId.')
param endpointSubnetId string = ''

@description('Id of the resource group that has your privatelink zones for blob, queue and table; "policy" where Azure Policy makes the records; empty: zones are made.')
param dnsZones string = ''

@description('Public IPv4 addresses or ranges that may reach the storage of a private network: an operator with Storage Explorer.')
param allowedAddresses string[] = []

@description('IPv4 addresses or ranges that may call the app, the vendors\' first of all; empty: everyone. Azure knows no restriction by route, so this is for the whole app.')
param callerAddresses string[] = []

@description('Client id of an app registration: people sign in with Entra before they see the page. Empty: the page asks for its key alone.')
param signInClientId string = ''

@description('Asks for /api/health from five places, and alerts when three get no answer.')
param availabilityTest bool

@description('Keeps the host\'s own log, and who deleted what in tables and blobs.')
param auditLogs bool

@description('Days that telemetry is kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int

@description('GB of telemetry a day after which no more is taken until the next day; -1 for no limit.')
param logDailyCapGb int

@description('Who is told when an alert fires. Empty: alerts show in the portal only.')
param alertEmail string

@description('A URL that alerts are posted to as well, in the common alert schema. It may hold a secret.')
@secure()
param alertWebhook string = ''

@description('Hours without a webhook after which a vendor that did send within the last two days counts as silent.')
@minValue(1)
@maxValue(47)
param silentAfterHours int

@description('Messages in the queues, on average over an hour, that count as a backlog.')
@minValue(1)
param backlogMessages int

@description('Money a month after which alertEmail is told, in the subscription\'s currency; 0 for no budget.')
@minValue(0)
param monthlyBudget int = 0

@description('First day of the month that the budget begins with, yyyy-MM-01: the current month when it is made, and the same ever after.')
param budgetFrom string = ''

@description('Days that replaced or deleted copies of the tables are kept in an account of their own; 0 for no such account.')
@minValue(0)
@maxValue(365)
param backupDays int

@description('Region of that account.')
param backupLocation string = location

@description('Object id of a person or group that may read tables and queues besides the one who deploys.')
param operatorPrincipalId string = ''

@description('Tags for every resource besides azd-env-name.')
param extraTags tagSet = {}

@description('Settings of the app that differ from settings.bicep, by name.')
param settings { *: string } = {}

@description('Unique to subscription, environment and region, so that a name is free and stays the same.')
var suffix = uniqueString(subscription().id, environmentName, location)

// Names rather than the modules' outputs, so that `azd provision --preview` can look into the modules.
@description('What modules call each other\'s resources by.')
var names = {
  identity: 'id-${suffix}'
  account: 'st${suffix}'
  applicationInsights: 'appi-${suffix}'
  workspace: 'log-${suffix}'
  app: 'func-${suffix}'
}

@description('azd finds its resources by the first.')
var tags = union(extraTags, {
  'azd-env-name': environmentName
})

@description('A network is made unless one is given.')
var makesNetwork = privateNetwork && empty(appSubnetId)

@description('The app\'s way into the private network.')
var appSubnet = !privateNetwork ? '' : makesNetwork ? network!.outputs.appSubnetId : appSubnetId

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'identity.bicep' = {
  scope: group
  params: {
    name: names.identity
    location: location
    tags: tags
  }
}

module storage 'storage.bicep' = {
  scope: group
  params: {
    name: names.account
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
    privateNetwork: privateNetwork
    allowedAddresses: allowedAddresses
  }
}

module network 'network.bicep' = if (makesNetwork) {
  scope: group
  params: {
    name: 'vnet-${suffix}'
    location: location
    tags: tags
  }
}

// The app waits for these, so that its first start does not meet a closed door.
module endpoints 'endpoints.bicep' = if (privateNetwork) {
  scope: group
  params: {
    storageAccountName: names.account
    location: location
    tags: tags
    subnetId: makesNetwork ? network!.outputs.endpointSubnetId : endpointSubnetId
    networkId: makesNetwork ? network!.outputs.id : split(endpointSubnetId, '/subnets/')[0]
    dnsZones: dnsZones
  }
  dependsOn: [
    storage
  ]
}

module monitoring 'monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: names.workspace
    applicationInsightsName: names.applicationInsights
    location: location
    tags: tags
    retentionDays: logRetentionDays
    dailyCapGb: logDailyCapGb
  }
}

module roles 'roles.bicep' = {
  scope: group
  params: {
    storageAccountName: names.account
    applicationInsightsName: names.applicationInsights
    identityName: names.identity
    deployerPrincipalId: deployer().objectId
    operatorPrincipalId: operatorPrincipalId
  }
  dependsOn: [
    storage
    monitoring
    identity
  ]
}

// After the roles: the first start of the app already needs them.
module app 'app.bicep' = {
  scope: group
  params: {
    name: names.app
    planName: 'plan-${suffix}'
    location: location
    tags: tags
    identityName: names.identity
    storageAccountName: names.account
    packageContainerName: storage.outputs.packageContainerName
    applicationInsightsName: names.applicationInsights
    subnetId: appSubnet
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyHttpInstances: alwaysReadyHttpInstances
    httpConcurrency: httpConcurrency
    zoneRedundant: zoneRedundant
    rollingUpdate: rollingUpdate
    callerAddresses: callerAddresses
    signInClientId: signInClientId
    settings: settings
  }
  dependsOn: [
    roles
    endpoints
  ]
}

module people 'people.bicep' = {
  scope: group
  params: {
    name: 'ag-${suffix}'
    tags: tags
    email: alertEmail
    webhook: alertWebhook
  }
}

module alerts 'alerts.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    workspaceName: names.workspace
    storageAccountName: names.account
    actionGroupId: people.outputs.id
    silentAfterHours: silentAfterHours
    backlogMessages: backlogMessages
  }
  dependsOn: [
    monitoring
    storage
  ]
}

module availability 'availability.bicep' = if (availabilityTest) {
  scope: group
  params: {
    name: 'health-${suffix}'
    location: location
    tags: tags
    applicationInsightsName: names.applicationInsights
    url: '${app.outputs.url}/api/health'
    actionGroupId: people.outputs.id
  }
  dependsOn: [
    monitoring
  ]
}

module audit 'audit.bicep' = if (auditLogs) {
  scope: group
  params: {
    workspaceName: names.workspace
    storageAccountName: names.account
    appName: names.app
  }
  dependsOn: [
    app
  ]
}

module budget 'budget.bicep' = if (monthlyBudget > 0) {
  scope: group
  params: {
    amount: monthlyBudget
    from: budgetFrom
    actionGroupId: people.outputs.id
  }
}

module backup 'backup.bicep' = if (backupDays > 0) {
  scope: group
  params: {
    name: 'bk${suffix}'
    location: backupLocation
    tags: tags
    days: backupDays
    writerPrincipalId: deployer().objectId
  }
}

// azd keeps these for its hooks. None is a secret, and none ever may be: outputs stay readable in the deployment's history.
@description('The region.')
output AZURE_LOCATION string = location

@description('What the Azure CLI is told in --resource-group.')
output AZURE_RESOURCE_GROUP string = group.name

@description('What the Azure CLI is told in --name.')
output FUNCTION_APP_NAME string = app.outputs.name

@description('Without a slash at its end.')
output FUNCTION_APP_URL string = app.outputs.url

@description('Where tables and queues are.')
output STORAGE_ACCOUNT_NAME string = storage.outputs.name

@description('Where copies of the tables go; empty for nowhere.')
output BACKUP_ACCOUNT_NAME string = backup.?outputs.name ?? ''

@description('Where telemetry is.')
output APPLICATION_INSIGHTS_NAME string = names.applicationInsights
