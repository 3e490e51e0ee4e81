// Who may do what, each role the least that works, on these two resources only.

@description('Where tables, queues and the package are.')
param storageAccountName string

@description('Where telemetry goes.')
param applicationInsightsName string

@description('The app\'s.')
param identityName string

@description('Object id of who deploys: a person, or the workflow, whose backup reads the tables too.')
param deployerPrincipalId string

@description('Object id of one more who may look; empty: none.')
param operatorPrincipalId string

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
@description('Built-in roles.')
var roleIds = {
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  storageQueueDataReader: '19e7f393-937e-4f77-808e-94535e297925'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  storageTableDataReader: '76199698-9eea-4c19-bc75-cec21354c6b6'
}

@description('''Blob owner: the host's locks, keys and the package. Queue contributor: the host puts off a failed message and renews
its lease by updating it, which the processor and sender roles may not. Table contributor: rows, and tables that are new. Why nothing smaller does: docs/deploying.md.''')
var appRoles = [
  roleIds.storageBlobDataOwner
  roleIds.storageQueueDataContributor
  roleIds.storageTableDataContributor
]

@description('An operator looks with Storage Explorer, and changes nothing by accident.')
var readerRoles = [
  roleIds.storageQueueDataReader
  roleIds.storageTableDataReader
]

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource account 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: storageAccountName
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource appOnStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for roleId in appRoles: {
    name: guid(account.id, identity.id, roleId)
    scope: account
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleId)
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource appOnTelemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(applicationInsights.id, identity.id, roleIds.monitoringMetricsPublisher)
  scope: applicationInsights
  properties: {
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds.monitoringMetricsPublisher
    )
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource deployerOnStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for roleId in readerRoles: {
    name: guid(account.id, deployerPrincipalId, roleId)
    scope: account
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleId)
      principalId: deployerPrincipalId
    }
  }
]

// Who deploys and is the operator too has them already.
resource operatorOnStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for roleId in readerRoles: if (!empty(operatorPrincipalId) && operatorPrincipalId != deployerPrincipalId) {
    name: guid(account.id, operatorPrincipalId, roleId)
    scope: account
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleId)
      principalId: operatorPrincipalId
    }
  }
]
