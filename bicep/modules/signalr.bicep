metadata description = 'Live updates of the dashboard: SignalR in serverless mode, keys off.'

@description('Name of the service.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Units of 1,000 connections; 0 is the free tier.')
param units int

resource service 'Microsoft.SignalRService/signalR@2024-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'SignalR'
  sku: units == 0 ? { name: 'Free_F1', capacity: 1 } : { name: 'Standard_S1', capacity: units }
  properties: {
    disableLocalAuth: true
    disableAadAuth: false
    features: [{ flag: 'ServiceMode', value: 'Serverless' }]
    tls: { clientCertEnabled: false }
  }
}

@description('Address of the service.')
output endpoint string = 'https://${service.properties.hostName}'
