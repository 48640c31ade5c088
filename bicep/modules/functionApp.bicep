metadata description = 'The function app on Flex Consumption, with its settings.'

@description('Name of the function app.')
param name string

@description('Name of its plan.')
param planName string

@description('Region.')
param location string

@description('Tags; azd finds the app by azd-service-name.')
param tags object

@description('Resource id of the identity that the app runs as.')
param identityId string

@description('Client id of that identity.')
param identityClientId string

@description('Name of the storage account of host, deployments and artefacts.')
param storageName string

@description('Container that the app is deployed from.')
param deploymentContainer string

@description('Name of the Application Insights component.')
param insightsName string

@description('Memory of an instance, in MB.')
param instanceMemory int

@description('Most instances.')
param maximumInstances int

@description('Always-ready instances of the group http.')
param alwaysReadyHttp int

@description('Always-ready instances of the group durable.')
param alwaysReadyDurable int

@description('Subnet that the app is integrated into; empty for none.')
param subnetId string

@description('Client id of the Entra ID application that people sign in with; empty for none.')
param entraClientId string

@description('Address of the Cosmos DB account.')
param cosmosEndpoint string

@description('Host name of the Service Bus namespace.')
param serviceBusNamespace string

@description('Address of the SignalR service.')
param signalrEndpoint string

@description('Address of the Durable Task Scheduler; empty where orchestrations are kept in Azure Storage.')
param schedulerEndpoint string

@description('Name of the task hub.')
param taskHubName string

@description('Address of the vault, with a slash at its end.')
param keyVaultUri string

@description('Which broker account is traded.')
@allowed(['AlpacaPaper', 'AlpacaLive'])
param broker string

var usesScheduler = !empty(schedulerEndpoint)
var hostSettings = {
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  AzureWebJobsStorage__blobServiceUri: storage.properties.primaryEndpoints.blob
  AzureWebJobsStorage__queueServiceUri: storage.properties.primaryEndpoints.queue
  AzureWebJobsStorage__tableServiceUri: storage.properties.primaryEndpoints.table
  AzureWebJobsDisableHomepage: 'true'
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  AZURE_CLIENT_ID: identityClientId
}

var durableSettings = usesScheduler
  ? {
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureManaged'
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'DURABLE_TASK_SCHEDULER'
      DURABLE_TASK_SCHEDULER: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identityClientId}'
      TASKHUB_NAME: taskHubName
    }
  : { TASKHUB_NAME: taskHubName }

var connectionSettings = {
  ServiceBus__fullyQualifiedNamespace: serviceBusNamespace
  ServiceBus__credential: 'managedidentity'
  ServiceBus__clientId: identityClientId
  SignalR__serviceUri: signalrEndpoint
  SignalR__credential: 'managedidentity'
  SignalR__clientId: identityClientId
}

var tradingSettings = {
  TRADING__BROKER__KIND: broker
  TRADING__BROKER__KEYID: '@Microsoft.KeyVault(SecretUri=${keyVaultUri}secrets/alpaca-key-id)'
  TRADING__BROKER__SECRET: '@Microsoft.KeyVault(SecretUri=${keyVaultUri}secrets/alpaca-secret)'
  TRADING__ENVIRONMENT: broker == 'AlpacaLive' ? 'Live' : 'Paper'
  TRADING__MARKET__KIND: 'Alpaca'
  TRADING__STORE__KIND: 'Cosmos'
  TRADING__STORE__ENDPOINT: cosmosEndpoint
  TRADING__QUEUE__KIND: 'ServiceBus'
  TRADING_ARCHIVE: '${storage.properties.primaryEndpoints.blob}archive'
  TRADING_ARTEFACTS: '${storage.properties.primaryEndpoints.blob}artefacts'
  TRADING__ANALYSIS__FOLDER: '${storage.properties.primaryEndpoints.blob}prices'
}

// The signal queue is Service Bus here; its twin on a storage queue is for Azurite.
var functionSwitches = {
  'AzureWebJobs.SignalsFromStorageQueue.Disabled': 'true'
}

// UTC. What is due is decided in New York time, between 06:00 and 17:59 on weekdays and on Saturday morning, summer and winter.
var timerSettings = {
  TRADING_TIMER_TRIGGERS: '0 * 10-23 * * 1-6'
  TRADING_TIMER_ORDERS: '*/10 * 13-22 * * 1-5'
  TRADING_TIMER_RECONCILE: '30 */30 * * * *'
  TRADING_TIMER_CLEANUP: '15 */5 * * * *'
  TRADING_TIMER_RECORDS: '5 * 13-21 * * 1-5'
  TRADING_TIMER_LIVE: '*/5 * 13-21 * * 1-5'
}

resource storage 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: storageName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityId
    publicNetworkAccess: 'Enabled'
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${deploymentContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemory
        maximumInstanceCount: maximumInstances
        alwaysReady: [
          { name: 'http', instanceCount: alwaysReadyHttp }
          { name: 'durable', instanceCount: alwaysReadyDurable }
        ]
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(hostSettings, durableSettings, connectionSettings, tradingSettings, timerSettings, functionSwitches)
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  // Anonymous requests still reach the app: function keys guard machines, the app asks people for their roles.
  resource auth 'config' = if (!empty(entraClientId)) {
    name: 'authsettingsV2'
    properties: {
      platform: { enabled: true }
      globalValidation: { requireAuthentication: false, unauthenticatedClientAction: 'AllowAnonymous' }
      httpSettings: { requireHttps: true }
      login: { tokenStore: { enabled: false } }
      identityProviders: {
        azureActiveDirectory: {
          enabled: true
          registration: {
            clientId: entraClientId
            openIdIssuer: '${environment().authentication.loginEndpoint}${subscription().tenantId}/v2.0'
          }
          validation: { allowedAudiences: [entraClientId, 'api://${entraClientId}'] }
        }
      }
    }
  }
}

@description('Resource id.')
output id string = app.id

@description('Name of the app.')
output name string = app.name

@description('Address of API and dashboard.')
output uri string = 'https://${app.properties.defaultHostName}'
