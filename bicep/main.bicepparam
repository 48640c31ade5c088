using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'trading')
param location = readEnvironmentVariable('AZURE_LOCATION', 'eastus2')
param operatorPrincipalId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
param broker = readEnvironmentVariable('TRADING_BROKER', 'AlpacaPaper')
param alertEmail = readEnvironmentVariable('TRADING_ALERT_EMAIL', '')
param entraClientId = readEnvironmentVariable('TRADING_ENTRA_CLIENT_ID', '')
param cosmosAccountName = readEnvironmentVariable('TRADING_COSMOS_ACCOUNT', '')
