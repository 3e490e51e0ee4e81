// Whom alerts and the budget tell.

import { tagSet } from 'types.bicep'

@description('The action group\'s.')
param name string

@description('As on every resource.')
param tags tagSet

@description('Empty: nobody is written to.')
param email string

@description('Posted to as well; empty: none.')
@secure()
param webhook string

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'webhooks'
    enabled: true
    emailReceivers: empty(email)
      ? []
      : [
          {
            name: 'operator'
            emailAddress: email
            useCommonAlertSchema: true
          }
        ]
    webhookReceivers: empty(webhook)
      ? []
      : [
          {
            name: 'operator-webhook'
            serviceUri: webhook
            useCommonAlertSchema: true
          }
        ]
  }
}

@description('What an alert names as its action group.')
output id string = people.id
