// Is the app there, seen from outside: what the app itself cannot tell.

import { tagSet } from 'types.bicep'

@description('The test\'s.')
param name string

@description('Application Insights\' region.')
param location string

@description('As on every resource.')
param tags tagSet

@description('Where the results go.')
param applicationInsightsName string

@description('Answers 200 while all is well, without a key.')
param url string

@description('Who is told.')
param actionGroupId string

// https://learn.microsoft.com/azure/azure-monitor/app/availability#location-population-tags
@description('Amsterdam, Dublin, Virginia, California, Singapore.')
var places = [
  'emea-nl-ams-azr'
  'emea-gb-db3-azr'
  'us-va-ash-azr'
  'us-ca-sjc-azr'
  'apac-sg-sin-azr'
]

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource test 'Microsoft.Insights/webtests@2022-06-15' = {
  name: name
  location: location
  // Application Insights finds its tests by this tag.
  tags: union(tags, { 'hidden-link:${applicationInsights.id}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: name
    Name: name
    Enabled: true
    Kind: 'standard'
    // Each place every quarter of an hour, so one of the five every three minutes.
    Frequency: 900
    Timeout: 30
    RetryEnabled: true
    Locations: [
      for place in places: {
        Id: place
      }
    ]
    Request: {
      RequestUrl: url
      HttpVerb: 'GET'
      ParseDependentRequests: false
    }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      SSLCheck: true
      SSLCertRemainingLifetimeCheck: 7
    }
  }
}

resource unreachable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'health-unreachable'
  location: 'global'
  tags: union(tags, { 'hidden-link:${applicationInsights.id}': 'Resource', 'hidden-link:${test.id}': 'Resource' })
  properties: {
    description: 'Three of five places got no 200 from /api/health: webhooks are probably not taken in.'
    severity: 1
    enabled: true
    scopes: [
      test.id
      applicationInsights.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: test.id
      componentId: applicationInsights.id
      failedLocationCount: 3
    }
    actions: [
      {
        actionGroupId: actionGroupId
      }
    ]
  }
}
