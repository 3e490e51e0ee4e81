// The set-up and all that is one deployment's own come from the environment: azd env set NAME VALUE.
using 'main.bicep'

import { setups } from 'setups.bicep'

@description('Its values.')
var setup = setups[readEnvironmentVariable('WEBHOOKS_SETUP', 'small')]

@description('Separated by commas, without spaces.')
var callers = readEnvironmentVariable('WEBHOOKS_CALLER_ADDRESSES', '')

@description('Likewise.')
var operators = readEnvironmentVariable('WEBHOOKS_OPERATOR_ADDRESSES', '')

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'webhooks')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')

param instanceMemoryMB = setup.instanceMemoryMB
param maximumInstanceCount = setup.maximumInstanceCount
param alwaysReadyHttpInstances = setup.alwaysReadyHttpInstances
param httpConcurrency = setup.httpConcurrency
param zoneRedundant = setup.zoneRedundant
param rollingUpdate = setup.rollingUpdate

param privateNetwork = setup.privateNetwork
param appSubnetId = readEnvironmentVariable('WEBHOOKS_APP_SUBNET_ID', '')
param endpointSubnetId = readEnvironmentVariable('WEBHOOKS_ENDPOINT_SUBNET_ID', '')
param dnsZones = readEnvironmentVariable('WEBHOOKS_DNS_ZONES', '')
param allowedAddresses = empty(operators) ? [] : split(operators, ',')
param callerAddresses = empty(callers) ? [] : split(callers, ',')
param signInClientId = readEnvironmentVariable('WEBHOOKS_SIGN_IN_CLIENT_ID', '')

param availabilityTest = setup.availabilityTest
param auditLogs = setup.auditLogs
param logRetentionDays = setup.logRetentionDays
param logDailyCapGb = setup.logDailyCapGb
param alertEmail = readEnvironmentVariable('WEBHOOKS_ALERT_EMAIL', '')
param alertWebhook = readEnvironmentVariable('WEBHOOKS_ALERT_WEBHOOK', '')
param silentAfterHours = setup.silentAfterHours
param backlogMessages = setup.backlogMessages
param monthlyBudget = int(readEnvironmentVariable('WEBHOOKS_MONTHLY_BUDGET', '0'))
param budgetFrom = readEnvironmentVariable('WEBHOOKS_BUDGET_FROM', '')

param backupDays = setup.backupDays
param backupLocation = readEnvironmentVariable(
  'WEBHOOKS_BACKUP_LOCATION',
  readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
)

param operatorPrincipalId = readEnvironmentVariable('WEBHOOKS_OPERATOR_ID', '')
param settings = setup.settings
