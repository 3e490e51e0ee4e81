// For trying it out, and for up to about a million webhooks a month: nothing runs, and next to nothing is paid, at rest.
using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'webhooks')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')

param instanceMemoryMB = 512
param maximumInstanceCount = 10
param alwaysReadyHttpInstances = 0
param httpConcurrency = 100
param zoneRedundant = false
param privateNetwork = false

param logRetentionDays = 30
param logDailyCapGb = 1
param alertEmail = readEnvironmentVariable('WEBHOOKS_ALERT_EMAIL', '')
param silentAfterHours = 24
param backlogMessages = 1000
param operatorPrincipalId = readEnvironmentVariable('WEBHOOKS_OPERATOR_ID', '')
