// Private endpoints of the storage account, and the names by which the app finds them.

import { tagSet } from 'types.bicep'

@description('The account that they lead to.')
param storageAccountName string

@description('The network\'s.')
param location string

@description('As on every resource.')
param tags tagSet

@description('Where they get their addresses.')
param subnetId string

@description('Whose names are to lead to them.')
param networkId string

@description('Id of the resource group that has the zones, "policy" where records are made by Azure Policy, empty where zones are to be made.')
param dnsZones string

@description('What the host and the app use of an account.')
var services = [
  'blob'
  'queue'
  'table'
]

@description('The zone of each service.')
var zoneNames = [for service in services: 'privatelink.${service}.${environment().suffixes.storage}']

resource account 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: storageAccountName
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zoneName in zoneNames: if (empty(dnsZones)) {
    name: zoneName
    location: 'global'
    tags: tags
  }
]

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (service, i) in services: if (empty(dnsZones)) {
    parent: zone[i]
    name: 'webhooks'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: networkId
      }
    }
  }
]

resource endpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = [
  for service in services: {
    name: 'pe-${storageAccountName}-${service}'
    location: location
    tags: tags
    properties: {
      subnet: {
        id: subnetId
      }
      privateLinkServiceConnections: [
        {
          name: service
          properties: {
            privateLinkServiceId: account.id
            groupIds: [
              service
            ]
          }
        }
      ]
    }
  }
]

resource records 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = [
  for (service, i) in services: if (dnsZones != 'policy') {
    parent: endpoint[i]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: service
          properties: {
            privateDnsZoneId: empty(dnsZones)
              ? zone[i].id
              : '${dnsZones}/providers/Microsoft.Network/privateDnsZones/${zoneNames[i]}'
          }
        }
      ]
    }
  }
]
