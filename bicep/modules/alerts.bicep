metadata description = 'What wakes somebody up, and the budget.'

@description('Part of the names.')
param name string

@description('Region of the log alerts.')
param location string

@description('Tags.')
param tags object

@description('Resource id of the function app.')
param functionAppId string

@description('Resource id of the Service Bus namespace.')
param serviceBusId string

@description('Resource id of the Cosmos DB account.')
param cosmosId string

@description('Resource id of the Application Insights component.')
param insightsId string

@description('Mail address; empty: alerts are recorded and sent nowhere.')
param email string

@description('Monthly budget; 0 for none.')
param monthlyBudget int

@description('First day of the month in which the budget starts.')
param budgetStart string

var notifies = !empty(email)
var actions = notifies ? [{ actionGroupId: group.id }] : []

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = if (notifies) {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'trading'
    enabled: true
    emailReceivers: [{ name: 'operator', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource serverErrors 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'server-errors-${name}'
  location: 'global'
  tags: tags
  properties: {
    description: 'The API answered 5xx more than five times in five minutes.'
    severity: 1
    enabled: true
    scopes: [functionAppId]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'http5xx'
          metricNamespace: 'Microsoft.Web/sites'
          metricName: 'Http5xx'
          operator: 'GreaterThan'
          threshold: 5
          timeAggregation: 'Total'
        }
      ]
    }
    actions: actions
  }
}

resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'dead-letters-${name}'
  location: 'global'
  tags: tags
  properties: {
    description: 'A signal or an order event ended in the dead-letter queue.'
    severity: 1
    enabled: true
    scopes: [serviceBusId]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'deadLetters'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'DeadletteredMessages'
          operator: 'GreaterThan'
          threshold: 0
          timeAggregation: 'Maximum'
        }
      ]
    }
    actions: actions
  }
}

resource throttling 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'store-throttled-${name}'
  location: 'global'
  tags: tags
  properties: {
    description: 'The store refused requests because the throughput is used up.'
    severity: 2
    enabled: true
    scopes: [cosmosId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'throttled'
          metricNamespace: 'Microsoft.DocumentDB/databaseAccounts'
          metricName: 'TotalRequests'
          dimensions: [{ name: 'StatusCode', operator: 'Include', values: ['429'] }]
          operator: 'GreaterThan'
          threshold: 100
          timeAggregation: 'Count'
        }
      ]
    }
    actions: actions
  }
}

resource tradingStopped 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'trading-stopped-${name}'
  location: location
  tags: tags
  properties: {
    displayName: 'Trading was halted'
    description: 'The trading state went to halted or reducing. Back to active needs a person.'
    severity: 0
    enabled: true
    scopes: [insightsId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    criteria: {
      allOf: [
        {
          // The log says "{key}: {title}: {text}" of every notification.
          query: 'traces | where message startswith "state:Halted:" or message startswith "state:Reducing:"'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: notifies ? [group.id] : [] }
  }
}

resource ordersFail 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'orders-fail-${name}'
  location: location
  tags: tags
  properties: {
    displayName: 'An order was refused, lost or not answered'
    description: 'The broker refused an order, never had it, or says nothing of it.'
    severity: 1
    enabled: true
    scopes: [insightsId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    criteria: {
      allOf: [
        {
          query: 'traces | where message startswith "execution:"'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: notifies ? [group.id] : [] }
  }
}

resource pipelineSlow 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'pipeline-degraded-${name}'
  location: location
  tags: tags
  properties: {
    displayName: 'Orders are slow, fill seldom, or prices are stale'
    description: 'A threshold of notify.warnings was passed: latency, age of market data, fill rate.'
    severity: 2
    enabled: true
    scopes: [insightsId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      allOf: [
        {
          query: 'traces | where message startswith "latency:" or message startswith "stale-data:" or message startswith "fill-rate:"'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: notifies ? [group.id] : [] }
  }
}

resource budget 'Microsoft.Consumption/budgets@2024-08-01' = if (monthlyBudget > 0) {
  name: 'budget-${name}'
  properties: {
    category: 'Cost'
    amount: monthlyBudget
    timeGrain: 'Monthly'
    timePeriod: { startDate: budgetStart }
    notifications: notifies
      ? {
          nearly: {
            enabled: true
            operator: 'GreaterThan'
            threshold: 80
            thresholdType: 'Actual'
            contactEmails: [email]
          }
          over: {
            enabled: true
            operator: 'GreaterThan'
            threshold: 100
            thresholdType: 'Forecasted'
            contactEmails: [email]
          }
        }
      : {}
  }
}
