using System.Text.Json;
using TradingFunctions.Bicep.Tests.Compiling;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Bicep.Tests;

/// <summary>What must hold of each resource, whatever the parameters.</summary>
public sealed class ResourceTests
{
    /// <summary>Built-in roles by id: learn.microsoft.com/azure/role-based-access-control/built-in-roles.</summary>
    private static readonly Dictionary<string, string> BuiltInRoles = new(StringComparer.Ordinal)
    {
        ["storageBlobDataOwner"] = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        ["storageQueueDataContributor"] = "974c5e8b-45b9-4653-ba55-5f855dd0fbe8",
        ["storageTableDataContributor"] = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
        ["serviceBusDataSender"] = "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39",
        ["serviceBusDataReceiver"] = "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0",
        ["signalrServiceOwner"] = "7e4f1700-ea5a-4f59-8f37-079cfe29dce3",
        ["keyVaultSecretsUser"] = "4633458b-17de-408a-b874-0445c86b69e6",
        ["keyVaultSecretsOfficer"] = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
        ["monitoringMetricsPublisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
        ["durableTaskDataContributor"] = "0ad04412-c4d5-4796-b79c-f76d14c8d402",
    };

    [BicepFact]
    public void Storage_AnyParameters_TakesNoSharedKeyAndShowsNothingToThePublic()
    {
        var account = Template.OfType("Microsoft.Storage/storageAccounts").Single();
        account.Property("allowSharedKeyAccess").GetBoolean().ShouldBeFalse();
        account.Property("allowBlobPublicAccess").GetBoolean().ShouldBeFalse();
        account.Property("allowCrossTenantReplication").GetBoolean().ShouldBeFalse();
        account.Property("supportsHttpsTrafficOnly").GetBoolean().ShouldBeTrue();
        account.Property("minimumTlsVersion").GetString().ShouldBe("TLS1_2");

        foreach (var container in Template.OfType("Microsoft.Storage/storageAccounts/blobServices/containers"))
        {
            container.Property("publicAccess").GetString().ShouldBe("None");
        }
    }

    [BicepFact]
    public void Cosmos_AnyParameters_TakesNoKey()
    {
        var account = Template.OfType("Microsoft.DocumentDB/databaseAccounts").Single();
        account.Property("disableLocalAuth").GetBoolean().ShouldBeTrue();
        account.Property("disableKeyBasedMetadataWriteAccess").GetBoolean().ShouldBeTrue();
        account.Property("minimalTlsVersion").GetString().ShouldBe("Tls12");
        account.Property("backupPolicy", "type").GetString().ShouldBe("Continuous");
    }

    [BicepFact]
    public void Cosmos_Containers_AreThoseOfTheStore()
    {
        var collections = Template.OfType("Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers").Single();
        var declared = collections.Template.GetProperty("variables").GetProperty("containers").EnumerateArray()
            .ToDictionary(item => item.GetProperty("name").GetString()!, item => item.GetProperty("partition").GetString()!, StringComparer.Ordinal);

        declared.ShouldBe(
            Containers.PartitionProperties.ToDictionary(container => container.Key, container => "/" + container.Value, StringComparer.Ordinal),
            ignoreOrder: true);
        // The service does not index the partition by itself, and every query asks for one.
        collections.Property("resource", "indexingPolicy", "includedPaths").EnumerateArray().Single().GetProperty("path").GetString()!.ShouldContain("{0}/?', variables('containers')");
        Containers.PartitionProperties.ShouldBe(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [Containers.Trading] = "account",
                [Containers.Runs] = "runId",
                [Containers.Signals] = "signalId",
                [Containers.History] = "accountMonth",
                [Containers.Config] = "scope",
            },
            ignoreOrder: true);
    }

    [BicepFact]
    public void ServiceBus_AnyParameters_TakesNoKeyAndKeepsWhatFailed()
    {
        var space = Template.OfType("Microsoft.ServiceBus/namespaces").Single();
        space.Property("disableLocalAuth").GetBoolean().ShouldBeTrue();
        space.Property("minimumTlsVersion").GetString().ShouldBe("1.2");

        var queues = Template.OfType("Microsoft.ServiceBus/namespaces/queues").Single();
        queues.Property("requiresDuplicateDetection").GetBoolean().ShouldBeTrue();
        queues.Property("deadLetteringOnMessageExpiration").GetBoolean().ShouldBeTrue();
        queues.Property("maxDeliveryCount").GetInt32().ShouldBeInRange(2, 20);
        queues.Template.GetProperty("variables").GetProperty("queueNames").EnumerateArray().Select(name => name.GetString())
            .ShouldBe(["signals", "order-events"], ignoreOrder: true);
    }

    [BicepFact]
    public void Signalr_AnyParameters_IsServerlessAndTakesNoKey()
    {
        var service = Template.OfType("Microsoft.SignalRService/signalR").Single();
        service.Property("disableLocalAuth").GetBoolean().ShouldBeTrue();
        service.Property("features").EnumerateArray().Single().GetProperty("value").GetString().ShouldBe("Serverless");
    }

    [BicepFact]
    public void KeyVault_AnyParameters_GivesAccessByRoleAndKeepsWhatWasDeleted()
    {
        var vault = Template.OfType("Microsoft.KeyVault/vaults").Single();
        vault.Property("enableRbacAuthorization").GetBoolean().ShouldBeTrue();
        vault.Property("enablePurgeProtection").GetBoolean().ShouldBeTrue();
        vault.Properties.TryGetProperty("accessPolicies", out _).ShouldBeFalse();
    }

    [BicepFact]
    public void Telemetry_AnyParameters_TakesNoInstrumentationKeyAlone()
    {
        Template.OfType("Microsoft.Insights/components").Single().Property("DisableLocalAuth").GetBoolean().ShouldBeTrue();
        Template.OfType("Microsoft.OperationalInsights/workspaces").Single().Property("features", "disableLocalAuth").GetBoolean().ShouldBeTrue();
    }

    [BicepFact]
    public void FunctionApp_AnyParameters_IsReachedByHttpsAndDeployedByIdentity()
    {
        var app = Template.OfType("Microsoft.Web/sites").Single();
        app.Property("httpsOnly").GetBoolean().ShouldBeTrue();
        app.Property("siteConfig", "minTlsVersion").GetString().ShouldBe("1.2");
        app.Property("siteConfig", "ftpsState").GetString().ShouldBe("Disabled");
        app.Property("functionAppConfig", "runtime", "name").GetString().ShouldBe("dotnet-isolated");
        app.Property("functionAppConfig", "runtime", "version").GetString().ShouldBe("10.0");
        app.Property("functionAppConfig", "deployment", "storage", "authentication", "type").GetString().ShouldBe("UserAssignedIdentity");
        app.Property("functionAppConfig", "scaleAndConcurrency", "alwaysReady").EnumerateArray().Select(group => group.GetProperty("name").GetString())
            .ShouldBe(["http", "durable"]);
        app.Json.GetProperty("identity").GetProperty("type").GetString().ShouldBe("UserAssigned");

        foreach (var policy in Template.OfType("Microsoft.Web/sites/basicPublishingCredentialsPolicies"))
        {
            policy.Property("allow").GetBoolean().ShouldBeFalse();
        }
    }

    [BicepFact]
    public void Settings_OfTheApp_HoldNoSecret()
    {
        var settings = Template.Resources.Single(resource => resource.Type == "Microsoft.Web/sites/config" && resource.Json.GetProperty("name").GetString()!.Contains("appsettings", StringComparison.Ordinal));
        var variables = settings.Template.GetProperty("variables").GetRawText() + settings.Properties.GetRawText();

        variables.ShouldNotContain("listKeys", Case.Insensitive);
        variables.ShouldNotContain("AccountKey", Case.Insensitive);
        variables.ShouldNotContain("SharedAccessKey", Case.Insensitive);
        variables.ShouldContain("@Microsoft.KeyVault(SecretUri=");
        variables.ShouldNotContain("FUNCTIONS_WORKER_RUNTIME");
        variables.ShouldNotContain("WEBSITE_TIME_ZONE");
    }

    [BicepFact]
    public void Roles_AreAssignedInOneModuleByTheirBuiltInIds()
    {
        var assignments = Template.OfType("Microsoft.Authorization/roleAssignments").ToArray();
        var module = assignments.Select(assignment => assignment.Template.GetRawText()).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        assignments.Length.ShouldBe(7);

        var declared = JsonDocument.Parse(module).RootElement.GetProperty("variables").GetProperty("roleIds").EnumerateObject()
            .ToDictionary(role => role.Name, role => role.Value.GetString()!, StringComparer.Ordinal);
        declared.ShouldBe(BuiltInRoles, ignoreOrder: true);
        foreach (var role in declared.Keys)
        {
            module.ShouldContain($"variables('roleIds').{role}", customMessage: $"{role} is declared and not assigned");
        }

        // Each definition is one of the declared ids: directly, or by the loop over a list that is made of them.
        foreach (var assignment in assignments)
        {
            assignment.Property("roleDefinitionId").GetString()!.ShouldMatch(@"roleDefinitions', (variables\('roleIds'\)\.\w+|variables\('(storageRoles|serviceBusRoles)'\)\[copyIndex\(\)\])\)");
            assignment.Json.TryGetProperty("scope", out _).ShouldBeTrue();
        }
    }

    [BicepFact]
    public void CosmosRoles_AreDataRolesOnTheAccount()
    {
        foreach (var assignment in Template.OfType("Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments"))
        {
            assignment.Template.GetProperty("variables").GetProperty("cosmosDataContributor").GetString().ShouldBe("00000000-0000-0000-0000-000000000002");
            assignment.Property("roleDefinitionId").GetString()!.ShouldContain("sqlRoleDefinitions/{1}', ");
        }
    }

    [BicepFact]
    public void LogAlerts_LookForWhatTheHostWrites()
    {
        // The log says "{key}: {title}: {text}" of a notification.
        string[] written =
        [
            $"{NotificationKeys.State(TradingState.Halted)}:", $"{NotificationKeys.State(TradingState.Reducing)}:", NotificationKeys.Execution,
            $"{NotificationKeys.Latency}:", $"{NotificationKeys.StaleData}:", NotificationKeys.FillRate,
        ];
        var queries = string.Concat(Template.OfType("Microsoft.Insights/scheduledQueryRules").Select(alert => alert.Property("criteria", "allOf")[0].GetProperty("query").GetString()));
        queries.Split("message startswith \"").Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]).ShouldBe(written, ignoreOrder: true);
    }

    [BicepFact]
    public void Alerts_WithABudget_CoverErrorsDeadLettersThrottlingAndHalts()
    {
        Template.OfType("Microsoft.Insights/metricAlerts").Select(alert => alert.Property("criteria", "allOf")[0].GetProperty("metricName").GetString())
            .ShouldBe(["Http5xx", "DeadletteredMessages", "TotalRequests"], ignoreOrder: true);
        Template.OfType("Microsoft.Insights/scheduledQueryRules").Count().ShouldBe(3);
        Template.OfType("Microsoft.Consumption/budgets").Single().Property("timeGrain").GetString().ShouldBe("Monthly");
    }
}
