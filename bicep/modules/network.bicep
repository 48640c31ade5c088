metadata description = 'A virtual network with one subnet for the app and one for private endpoints.'

@description('Name of the network.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.40.0.0/16'] }
  }

  resource app 'subnets' = {
    name: 'app'
    properties: {
      addressPrefix: '10.40.0.0/24'
      delegations: [
        {
          name: 'app'
          properties: { serviceName: 'Microsoft.App/environments' }
        }
      ]
    }
  }

  resource endpoints 'subnets' = {
    name: 'endpoints'
    properties: {
      addressPrefix: '10.40.1.0/24'
      privateEndpointNetworkPolicies: 'Disabled'
    }
    dependsOn: [app]
  }
}

@description('Resource id of the network.')
output networkId string = network.id

@description('Subnet that the app is integrated into.')
output appSubnetId string = network::app.id

@description('Subnet of the private endpoints.')
output endpointSubnetId string = network::endpoints.id
