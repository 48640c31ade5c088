metadata description = 'The one identity that the app runs as.'

@description('Name of the user-assigned identity.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Resource id.')
output id string = identity.id

@description('Client id, by which DefaultAzureCredential picks it.')
output clientId string = identity.properties.clientId
