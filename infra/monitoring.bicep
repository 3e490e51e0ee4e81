// Application Insights in a workspace of its own. Keys are off: the app sends with its identity.

import { tagSet } from 'types.bicep'

@description('The workspace\'s.')
param workspaceName string

@description('The component\'s.')
param applicationInsightsName string

@description('The app\'s.')
param location string

@description('As on every resource.')
param tags tagSet

@description('How long telemetry is kept.')
param retentionDays int

@description('GB a day; -1 for no limit.')
param dailyCapGb int

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionDays
    workspaceCapping: {
      dailyQuotaGb: dailyCapGb
    }
    features: {
      disableLocalAuth: true
    }
  }
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' = {
  name: applicationInsightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    IngestionMode: 'LogAnalytics'
    DisableLocalAuth: true
  }
}
