// One account: the app's queues and tables, the package it runs, and the Functions host's own locks and keys.

import { queues, tables } from 'names.bicep'
import { tagSet } from 'types.bicep'

@description('The account\'s: 3 to 24 lower-case letters and digits, unique in Azure.')
param name string

@description('The app\'s.')
param location string

@description('As on every resource.')
param tags tagSet

@description('In three zones. Cannot be changed back in place.')
param zoneRedundant bool

@description('Closed to the internet.')
param privateNetwork bool

@description('Who may come in all the same.')
param allowedAddresses string[]

@description('An address can be let in only where the door is not walled up.')
var reachableFromOutside = !privateNetwork || !empty(allowedAddresses)

resource account 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'
  }
  properties: {
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: reachableFromOutside ? 'Enabled' : 'Disabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: privateNetwork ? 'Deny' : 'Allow'
      ipRules: [
        for address in allowedAddresses: {
          value: address
          action: 'Allow'
        }
      ]
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2026-04-01' = {
  parent: account
  name: 'default'
  properties: {
    // The function keys are blobs too: a container deleted by mistake can be had back for a week.
    deleteRetentionPolicy: {
      enabled: true
      days: 7
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: 7
    }
  }
}

resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-04-01' = {
  parent: blobs
  name: 'app-package'
  properties: {
    publicAccess: 'None'
  }
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2026-04-01' = {
  parent: account
  name: 'default'
}

resource queue 'Microsoft.Storage/storageAccounts/queueServices/queues@2026-04-01' = [
  for queueName in queues: {
    parent: queueService
    name: queueName
  }
]

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2026-04-01' = {
  parent: account
  name: 'default'
}

resource table 'Microsoft.Storage/storageAccounts/tableServices/tables@2026-04-01' = [
  for tableName in tables: {
    parent: tableService
    name: tableName
  }
]

@description('Once it is there.')
output name string = account.name
@description('Of this app alone.')
output packageContainerName string = packages.name
