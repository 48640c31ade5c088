metadata description = 'Queues for signals and for order events. Keys are off; duplicates of a message id are dropped by the broker for a day.'

@description('Name of the namespace.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Whether only private endpoints reach it; takes the premium tier.')
param privateNetwork bool

var sku = privateNetwork ? 'Premium' : 'Standard'
var queueNames = ['signals', 'order-events']

resource namespace 'Microsoft.ServiceBus/namespaces@2026-01-01' = {
  name: name
  location: location
  tags: tags
  sku: privateNetwork ? { name: sku, tier: sku, capacity: 1 } : { name: sku, tier: sku }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
  }

  resource queues 'queues' = [
    for queue in queueNames: {
      name: queue
      properties: {
        lockDuration: 'PT2M'
        // The app gives signals up after queue.maxAttempts, with the reason; this is for those that end their worker, and for order events.
        maxDeliveryCount: 10
        requiresDuplicateDetection: true
        duplicateDetectionHistoryTimeWindow: 'P1D'
        deadLetteringOnMessageExpiration: true
        defaultMessageTimeToLive: 'P1D'
      }
    }
  ]
}

@description('Resource id.')
output id string = namespace.id

@description('Host name of the namespace.')
output fullyQualifiedNamespace string = '${namespace.name}.servicebus.windows.net'
