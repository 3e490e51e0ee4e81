// The host's own log, which also has what goes wrong before telemetry is up, and who deleted what. Reads and writes of
// storage are not logged: each webhook makes some, and a line costs more than the operation.

@description('Where it is kept.')
param workspaceName string

@description('Whose deletions.')
param storageAccountName string

@description('Whose host.')
param appName string

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  name: workspaceName
}

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

resource account 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: storageAccountName
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices@2026-04-01' existing = {
  parent: account
  name: 'default'
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2026-04-01' existing = {
  parent: account
  name: 'default'
}

// The version that Azure's own samples use; the only one without `preview` is of 2016 and knows less.
#disable-next-line use-recent-api-versions
resource hostLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'host'
  scope: app
  properties: {
    workspaceId: workspace.id
    logs: [
      {
        category: 'FunctionAppLogs'
        enabled: true
      }
    ]
  }
}

#disable-next-line use-recent-api-versions
resource tableDeletions 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'deletions'
  scope: tables
  properties: {
    workspaceId: workspace.id
    logs: [
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
  }
}

#disable-next-line use-recent-api-versions
resource blobDeletions 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'deletions'
  scope: blobs
  properties: {
    workspaceId: workspace.id
    logs: [
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
  }
}
