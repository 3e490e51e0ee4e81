// One identity of its own, so that its roles are there before the app is.

import { tagSet } from 'types.bicep'

@description('The identity\'s.')
param name string

@description('The group\'s.')
param location string

@description('As on every resource.')
param tags tagSet

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}
