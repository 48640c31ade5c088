targetScope = 'subscription'

metadata description = 'TradingFunctions on Azure Functions Flex Consumption: store, queues, durable backend, live updates, secrets and telemetry, without a shared key.'

@description('Name of the environment; part of every resource name and of the resource group.')
@minLength(1)
@maxLength(24)
param environmentName string

@description('Region of every resource.')
param location string = deployment().location

@description('Throughput of the Cosmos DB account: serverless for a few monitors, autoscale for hundreds.')
@allowed(['Serverless', 'Autoscale'])
param cosmosCapacity string = 'Serverless'

@description('Largest throughput of each container under autoscale, in request units per second.')
@minValue(1000)
@maxValue(100000)
param cosmosMaxThroughput int = 1000

@description('Name of the Cosmos DB account. Empty: one of its own. After a restore from a point in time: the account that was restored.')
param cosmosAccountName string = ''

@description('Where orchestrations are kept: the Durable Task Scheduler, or Azure Storage for the smallest bill.')
@allowed(['DurableTaskScheduler', 'AzureStorage'])
param durableBackend string = 'DurableTaskScheduler'

@description('SKU of the Durable Task Scheduler.')
@allowed(['Consumption', 'Dedicated'])
param durableTaskSku string = 'Consumption'

@description('Memory of an instance, in MB.')
@allowed([512, 2048, 4096])
param instanceMemory int = 2048

@description('Most instances that the app scales out to.')
@minValue(40)
@maxValue(1000)
param maximumInstances int = 40

@description('Instances that are always warm for HTTP: what an answer within 300 ms needs.')
@minValue(0)
param alwaysReadyHttp int = 1

@description('Instances that are always warm for orchestrations.')
@minValue(0)
param alwaysReadyDurable int = 1

@description('Units of the SignalR service; one carries 1,000 connections. 0 takes the free tier with 20.')
@minValue(0)
@maxValue(100)
param signalrUnits int = 1

@description('Which broker account is traded. AlpacaLive needs its second switch in the app settings, see docs/going-live.md.')
@allowed(['AlpacaPaper', 'AlpacaLive'])
param broker string = 'AlpacaPaper'

@description('Client id of the Entra ID application that admin routes and the dashboard sign in with. Empty: only function keys, and nobody is an administrator: admin routes refuse.')
param entraClientId string = ''

@description('Puts store, queues and secrets behind private endpoints and the app into a virtual network. Needs the premium tier of Service Bus.')
param privateNetwork bool = false

@description('Mail address that alerts and the budget notify. Empty: no notifications.')
param alertEmail string = ''

@description('Monthly budget in the currency of the subscription; notifies at 80 and 100 percent. 0: no budget.')
@minValue(0)
param monthlyBudget int = 100

@description('First day of the month in which the budget starts, as yyyy-MM-01.')
param budgetStart string = utcNow('yyyy-MM-01')

@description('Principal that may read and write the store and the secrets by hand, such as the deploying user. Empty: nobody.')
param operatorPrincipalId string = ''

@description('Tags of every resource.')
param tags object = {}

var token = toLower(uniqueString(subscription().id, environmentName, location))
var names = {
  identity: 'id-trading-${token}'
  workspace: 'log-trading-${token}'
  insights: 'appi-trading-${token}'
  network: 'vnet-trading-${token}'
  storage: 'st${token}'
  cosmos: empty(cosmosAccountName) ? 'cosmos-trading-${token}' : cosmosAccountName
  serviceBus: 'sb-trading-${token}'
  scheduler: 'dts-trading-${token}'
  signalr: 'sigr-trading-${token}'
  keyVault: 'kv${token}'
  functionApp: 'func-trading-${token}'
  plan: 'plan-trading-${token}'
}
var usesScheduler = durableBackend == 'DurableTaskScheduler'
var allTags = union(tags, { 'azd-env-name': environmentName })

resource resourceGroup 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: allTags
}

module identity 'modules/identity.bicep' = {
  scope: resourceGroup
  params: {
    name: names.identity
    location: location
    tags: allTags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: resourceGroup
  params: {
    workspaceName: names.workspace
    insightsName: names.insights
    location: location
    tags: allTags
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  scope: resourceGroup
  params: {
    name: names.network
    location: location
    tags: allTags
  }
}

module storage 'modules/storage.bicep' = {
  scope: resourceGroup
  params: {
    name: names.storage
    location: location
    tags: allTags
    privateNetwork: privateNetwork
  }
}

module cosmos 'modules/cosmos.bicep' = {
  scope: resourceGroup
  params: {
    name: names.cosmos
    location: location
    tags: allTags
    capacity: cosmosCapacity
    maxThroughput: cosmosMaxThroughput
    privateNetwork: privateNetwork
  }
}

module serviceBus 'modules/serviceBus.bicep' = {
  scope: resourceGroup
  params: {
    name: names.serviceBus
    location: location
    tags: allTags
    privateNetwork: privateNetwork
  }
}

module durableTask 'modules/durableTask.bicep' = if (usesScheduler) {
  scope: resourceGroup
  params: {
    name: names.scheduler
    location: location
    tags: allTags
    sku: durableTaskSku
  }
}

module signalr 'modules/signalr.bicep' = {
  scope: resourceGroup
  params: {
    name: names.signalr
    location: location
    tags: allTags
    units: signalrUnits
  }
}

module keyVault 'modules/keyVault.bicep' = {
  scope: resourceGroup
  params: {
    name: names.keyVault
    location: location
    tags: allTags
    privateNetwork: privateNetwork
  }
}

module roles 'modules/roles.bicep' = {
  scope: resourceGroup
  params: {
    identityName: names.identity
    operatorPrincipalId: operatorPrincipalId
    storageName: names.storage
    cosmosName: names.cosmos
    serviceBusName: names.serviceBus
    signalrName: names.signalr
    keyVaultName: names.keyVault
    insightsName: names.insights
    schedulerName: usesScheduler ? names.scheduler : ''
  }
  dependsOn: [identity, monitoring, storage, cosmos, serviceBus, signalr, keyVault, durableTask]
}

module endpoints 'modules/privateEndpoints.bicep' = if (privateNetwork) {
  scope: resourceGroup
  params: {
    location: location
    tags: allTags
    networkId: network.?outputs.networkId ?? ''
    subnetId: network.?outputs.endpointSubnetId ?? ''
    storageName: names.storage
    cosmosName: names.cosmos
    serviceBusName: names.serviceBus
    keyVaultName: names.keyVault
  }
  dependsOn: [storage, cosmos, serviceBus, keyVault]
}

module functionApp 'modules/functionApp.bicep' = {
  scope: resourceGroup
  params: {
    name: names.functionApp
    planName: names.plan
    location: location
    tags: union(allTags, { 'azd-service-name': 'trading' })
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageName: names.storage
    deploymentContainer: storage.outputs.deploymentContainer
    insightsName: names.insights
    instanceMemory: instanceMemory
    maximumInstances: maximumInstances
    alwaysReadyHttp: alwaysReadyHttp
    alwaysReadyDurable: alwaysReadyDurable
    subnetId: network.?outputs.appSubnetId ?? ''
    entraClientId: entraClientId
    cosmosEndpoint: cosmos.outputs.endpoint
    serviceBusNamespace: serviceBus.outputs.fullyQualifiedNamespace
    signalrEndpoint: signalr.outputs.endpoint
    schedulerEndpoint: durableTask.?outputs.endpoint ?? ''
    taskHubName: durableTask.?outputs.taskHubName ?? 'trading'
    keyVaultUri: keyVault.outputs.uri
    broker: broker
  }
  dependsOn: [roles, endpoints]
}

module alerts 'modules/alerts.bicep' = {
  scope: resourceGroup
  params: {
    name: 'trading-${token}'
    tags: allTags
    functionAppId: functionApp.outputs.id
    serviceBusId: serviceBus.outputs.id
    cosmosId: cosmos.outputs.id
    insightsId: monitoring.outputs.insightsId
    location: location
    email: alertEmail
    monthlyBudget: monthlyBudget
    budgetStart: budgetStart
  }
}

@description('Resource group of the environment.')
output AZURE_RESOURCE_GROUP string = resourceGroup.name

@description('Name of the function app; azd deploys to it by its tag.')
output SERVICE_TRADING_NAME string = functionApp.outputs.name

@description('Address of API and dashboard.')
output SERVICE_TRADING_URI string = functionApp.outputs.uri

@description('Vault that holds the broker key, its secret and the webhooks.')
output AZURE_KEY_VAULT_NAME string = keyVault.outputs.name
