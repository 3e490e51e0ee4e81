// For real traffic: no webhook waits for a start, a zone may fail, storage is reached over a private network only.
using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'webhooks')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')

param instanceMemoryMB = 2048
param maximumInstanceCount = 40
param alwaysReadyHttpInstances = 2
param httpConcurrency = 256
param zoneRedundant = true
param privateNetwork = true
param allowedAddresses = []

param logRetentionDays = 90
param logDailyCapGb = 10
param alertEmail = readEnvironmentVariable('WEBHOOKS_ALERT_EMAIL', '')
param silentAfterHours = 12
param backlogMessages = 10000
param operatorPrincipalId = readEnvironmentVariable('WEBHOOKS_OPERATOR_ID', '')

param settings = {
  RetentionDays: '730'
}
