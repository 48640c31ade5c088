metadata description = 'The store: one database, one container per kind of partition. Keys are off; every query names its partition.'

@description('Name of the Cosmos DB account.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Serverless or autoscale.')
@allowed(['Serverless', 'Autoscale'])
param capacity string

@description('Largest throughput of each container under autoscale, in request units per second.')
param maxThroughput int

@description('Whether only private endpoints reach it.')
param privateNetwork bool

var databaseName = 'trading'
var serverless = capacity == 'Serverless'

// The id and the partition are all that is ever asked for. The service indexes the id by itself and not the partition; of a document nothing is indexed.
var containers = [
  { name: 'trading', partition: '/account' }
  { name: 'runs', partition: '/runId' }
  { name: 'signals', partition: '/signalId' }
  { name: 'history', partition: '/accountMonth' }
  { name: 'config', partition: '/scope' }
]

resource account 'Microsoft.DocumentDB/databaseAccounts@2026-03-15' = {
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: location, failoverPriority: 0, isZoneRedundant: false }]
    consistencyPolicy: { defaultConsistencyLevel: 'Session' }
    capabilities: serverless ? [{ name: 'EnableServerless' }] : []
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
    backupPolicy: {
      type: 'Continuous'
      continuousModeProperties: { tier: 'Continuous7Days' }
    }
  }

  resource database 'sqlDatabases' = {
    name: databaseName
    properties: {
      resource: { id: databaseName }
    }

    resource collections 'containers' = [
      for container in containers: {
        name: container.name
        properties: {
          resource: {
            id: container.name
            partitionKey: { kind: 'Hash', paths: [container.partition], version: 2 }
            indexingPolicy: {
              indexingMode: 'consistent'
              automatic: true
              includedPaths: [{ path: '${container.partition}/?' }]
              excludedPaths: [{ path: '/*' }]
            }
          }
          options: serverless ? {} : { autoscaleSettings: { maxThroughput: maxThroughput } }
        }
      }
    ]
  }
}

@description('Resource id.')
output id string = account.id

@description('Address of the account.')
output endpoint string = account.properties.documentEndpoint
