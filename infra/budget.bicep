// Tells when the month costs more than was thought. It stops nothing: maximumInstanceCount and logDailyCapGb do.

@description('A month\'s, in the subscription\'s currency.')
param amount int

@description('yyyy-MM-01. Azure takes the current month when the budget is made, and no other afterwards.')
param from string

@description('Who is told.')
param actionGroupId string

resource budget 'Microsoft.Consumption/budgets@2026-06-01' = {
  name: 'webhooks'
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: from
    }
    notifications: {
      mostIsSpent: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: []
        contactGroups: [
          actionGroupId
        ]
      }
      willBeOverspent: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: []
        contactGroups: [
          actionGroupId
        ]
      }
    }
  }
}
