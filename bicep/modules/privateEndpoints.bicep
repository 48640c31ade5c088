metadata description = 'Private endpoints and their DNS zones for storage, store, queues and secrets.'

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Resource id of the virtual network.')
param networkId string

@description('Resource id of the subnet of the endpoints.')
param subnetId string

@description('Name of the storage account.')
param storageName string

@description('Name of the Cosmos DB account.')
param cosmosName string

@description('Name of the Service Bus namespace.')
param serviceBusName string

@description('Name of the vault.')
param keyVaultName string

var targets = [
  {
    name: storageName
    type: 'Microsoft.Storage/storageAccounts'
    group: 'blob'
    zone: 'privatelink.blob.${environment().suffixes.storage}'
  }
  {
    name: storageName
    type: 'Microsoft.Storage/storageAccounts'
    group: 'queue'
    zone: 'privatelink.queue.${environment().suffixes.storage}'
  }
  {
    name: storageName
    type: 'Microsoft.Storage/storageAccounts'
    group: 'table'
    zone: 'privatelink.table.${environment().suffixes.storage}'
  }
  {
    name: cosmosName
    type: 'Microsoft.DocumentDB/databaseAccounts'
    group: 'Sql'
    zone: 'privatelink.documents.azure.com'
  }
  {
    name: serviceBusName
    type: 'Microsoft.ServiceBus/namespaces'
    group: 'namespace'
    zone: 'privatelink.servicebus.windows.net'
  }
  { name: keyVaultName, type: 'Microsoft.KeyVault/vaults', group: 'vault', zone: 'privatelink.vaultcore.azure.net' }
]

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for target in targets: {
    name: target.zone
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (target, i) in targets: {
    parent: zones[i]
    name: 'trading'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: networkId }
    }
  }
]

resource endpoints 'Microsoft.Network/privateEndpoints@2024-05-01' = [
  for target in targets: {
    name: 'pe-${target.name}-${toLower(target.group)}'
    location: location
    tags: tags
    properties: {
      subnet: { id: subnetId }
      privateLinkServiceConnections: [
        {
          name: target.group
          properties: {
            privateLinkServiceId: resourceId(target.type, target.name)
            groupIds: [target.group]
          }
        }
      ]
    }
  }
]

resource zoneGroups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = [
  for (target, i) in targets: {
    parent: endpoints[i]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: toLower(target.group)
          properties: { privateDnsZoneId: zones[i].id }
        }
      ]
    }
  }
]
