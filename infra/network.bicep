// A network in which the app reaches storage over private endpoints. Nothing here is in the way of the webhooks.

import { tagSet } from 'types.bicep'

@description('The network\'s.')
param name string

@description('The app\'s: Azure joins an app to a network of its own region only.')
param location string

@description('As on every resource.')
param tags tagSet

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.20.0.0/24'
      ]
    }
    subnets: [
      {
        // Flex Consumption: delegated to Microsoft.App, for one app alone, no underscore in its name.
        name: 'app'
        properties: {
          addressPrefix: '10.20.0.0/26'
          delegations: [
            {
              name: 'app'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: '10.20.0.64/27'
        }
      }
    ]
  }
}

@description('For the app.')
output appSubnetId string = '${network.id}/subnets/app'

@description('For the private endpoints.')
output endpointSubnetId string = '${network.id}/subnets/endpoints'

@description('For the zones.')
output id string = network.id
