// The function app on Flex Consumption (Linux), without a key or connection string in its settings.

import { defaults } from 'settings.bicep'
import { tagSet } from 'types.bicep'

@description('The app\'s, and the first part of its URL.')
param name string

@description('One plan, one app: Flex Consumption knows nothing else.')
param planName string

@description('One where Flex Consumption is.')
param location string

@description('As on every resource.')
param tags tagSet

@description('What it signs in as.')
param identityName string

@description('Where queues, tables and the package are.')
param storageAccountName string

@description('What it runs is put here.')
param packageContainerName string

@description('Where telemetry goes.')
param applicationInsightsName string

@description('Its way into a private network; empty: none.')
param subnetId string

@description('Of an instance.')
param instanceMemoryMB int

@description('Of each function.')
param maximumInstanceCount int

@description('Kept warm for webhooks.')
param alwaysReadyHttpInstances int

@description('Webhooks at once on one instance.')
param httpConcurrency int

@description('In three zones.')
param zoneRedundant bool

@description('A new version replaces instances one after another.')
param rollingUpdate bool

@description('Who may call it; empty: everyone.')
param callerAddresses string[]

@description('App registration that people sign in with; empty: none.')
param signInClientId string

@description('What differs from settings.bicep.')
param settings { *: string }

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource account 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: storageAccountName
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

@description('What the host and the storage clients need to sign in as the identity.')
var connections = {
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.properties.clientId
  AzureWebJobsStorage__blobServiceUri: account.properties.primaryEndpoints.blob
  AzureWebJobsStorage__queueServiceUri: account.properties.primaryEndpoints.queue
  AzureWebJobsStorage__tableServiceUri: account.properties.primaryEndpoints.table
  WebhookStorage__credential: 'managedidentity'
  WebhookStorage__clientId: identity.properties.clientId
  WebhookStorage__queueServiceUri: account.properties.primaryEndpoints.queue
  WebhookStorage__tableServiceUri: account.properties.primaryEndpoints.table
  APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
}

@description('The identity vouches for the app registration, so that no client secret is needed.')
var signIn = empty(signInClientId)
  ? {}
  : {
      OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: identity.properties.clientId
      WEBSITE_AUTH_AAD_ALLOWED_TENANTS: tenant().tenantId
    }

@description('The vendors, and Azure\'s availability test, which would alert for nothing otherwise.')
var callers = [
  for (address, i) in callerAddresses: {
    name: 'caller-${i}'
    priority: 100 + i
    action: 'Allow'
    ipAddress: contains(address, '/') ? address : '${address}/32'
  }
]

@description('By tag, since its addresses change.')
var availabilityTest = {
  name: 'availability-test'
  priority: 1000
  action: 'Allow'
  tag: 'ServiceTag'
  ipAddress: 'ApplicationInsightsAvailability'
}

@description('Whether events are sent on anywhere.')
var isSendingOn = !empty(filter(
  items(settings),
  setting => startsWith(setting.key, 'Destinations__') && endsWith(setting.key, '__Url') && !empty(setting.value)
))

@description('Where they are not, nobody polls their queues, which is billed.')
var unused = isSendingOn
  ? {}
  : {
      'AzureWebJobs.SendEvents.Disabled': 'true'
      'AzureWebJobs.RequeueOutgoingEvents.Disabled': 'true'
    }

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource site 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'webhooks' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: 'Enabled'
    // A destination's secret may be a Key Vault reference.
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${account.properties.primaryEndpoints.blob}${packageContainerName}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
      // With Recreate, its default, a deployment cuts off the webhooks that are being taken in. The property is documented
      // for this version (https://learn.microsoft.com/azure/azure-functions/flex-consumption-site-updates), not in its types.
      #disable-next-line BCP037
      siteUpdateStrategy: {
        type: rollingUpdate ? 'RollingUpdate' : 'Recreate'
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyHttpInstances == 0
          ? []
          : [
              {
                name: 'http'
                instanceCount: alwaysReadyHttpInstances
              }
            ]
        triggers: {
          http: {
            perInstanceConcurrency: httpConcurrency
          }
        }
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      ipSecurityRestrictions: empty(callerAddresses) ? [] : concat(callers, [availabilityTest])
      ipSecurityRestrictionsDefaultAction: empty(callerAddresses) ? 'Allow' : 'Deny'
      scmIpSecurityRestrictionsUseMain: false
      // The whole set, each time: a setting added by hand is gone after the next deployment.
      appSettings: map(items(union(defaults, settings, unused, connections, signIn)), setting => {
        name: setting.key
        value: setting.value
      })
    }
  }
}

resource ftpPasswordOff 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: site
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource scmPasswordOff 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: site
  name: 'scm'
  properties: {
    allow: false
  }
}

module pageSignIn 'signin.bicep' = if (!empty(signInClientId)) {
  params: {
    appName: site.name
    clientId: signInClientId
  }
}

@description('Once it is there.')
output name string = site.name
@description('Without a slash at its end.')
output url string = 'https://${site.properties.defaultHostName}'
