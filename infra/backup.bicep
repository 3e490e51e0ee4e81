// A second account, for copies of the tables: a mistake or a deletion in the first does not reach it.

import { tagSet } from 'types.bicep'

@description('The account\'s.')
param name string

@description('May be another region than the app\'s.')
param location string

@description('As on every resource.')
param tags tagSet

@description('Days that a copy is kept after a newer one replaced it, or after it was deleted.')
param days int

@description('Object id of who writes the copies: who deploys, so the workflow too.')
param writerPrincipalId string

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
@description('Built-in role.')
var storageBlobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'

resource account 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
  properties: {
    accessTier: 'Cool'
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2026-04-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: true
    deleteRetentionPolicy: {
      enabled: true
      days: days
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: days
    }
  }
}

resource copies 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-04-01' = {
  parent: blobs
  name: 'tables'
  properties: {
    publicAccess: 'None'
  }
}

resource oldVersions 'Microsoft.Storage/storageAccounts/managementPolicies@2026-04-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'old-versions'
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: [
                'blockBlob'
              ]
            }
            actions: {
              version: {
                delete: {
                  daysAfterCreationGreaterThan: days
                }
              }
            }
          }
        }
      ]
    }
  }
  dependsOn: [
    blobs
  ]
}

resource writer 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, writerPrincipalId, storageBlobDataContributor)
  scope: account
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDataContributor)
    principalId: writerPrincipalId
  }
}

@description('Once it is there.')
output name string = account.name
