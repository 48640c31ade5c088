using System.Text.Json;
using TradingFunctions.Bicep.Tests.Compiling;

namespace TradingFunctions.Bicep.Tests;

/// <summary>What the parameter <c>privateNetwork</c> changes: everything that holds data is left to private endpoints, and the app is let into their network.</summary>
public sealed class PrivateNetworkTests
{
    private const string Asked = "[parameters('privateNetwork')]";

    [BicepTheory]
    [InlineData("Microsoft.Storage/storageAccounts")]
    [InlineData("Microsoft.DocumentDB/databaseAccounts")]
    [InlineData("Microsoft.ServiceBus/namespaces")]
    [InlineData("Microsoft.KeyVault/vaults")]
    public void Resource_WithThePrivateNetwork_IsNotReachedFromOutside(string type) =>
        Template.OfType(type).Single().Property("publicNetworkAccess").GetString().ShouldBe(If("'Disabled'", "'Enabled'"));

    [BicepTheory]
    [InlineData("Microsoft.Storage/storageAccounts")]
    [InlineData("Microsoft.KeyVault/vaults")]
    public void Firewall_WithThePrivateNetwork_Denies(string type) =>
        Template.OfType(type).Single().Property("networkAcls", "defaultAction").GetString().ShouldBe(If("'Deny'", "'Allow'"));

    [BicepFact]
    public void Parameter_OfTheTemplate_IsOffByDefaultAndReachesEveryModuleThatHasIt()
    {
        Template.Root.GetProperty("parameters").GetProperty("privateNetwork").GetProperty("defaultValue").GetBoolean().ShouldBeFalse();
        var told = Modules().Where(module => module.Value.GetProperty("properties").GetProperty("parameters").TryGetProperty("privateNetwork", out var value) && value.GetProperty("value").GetString() == Asked);
        told.Select(module => module.Name).ShouldBe(["storage", "cosmos", "serviceBus", "keyVault"], ignoreOrder: true);
    }

    [BicepFact]
    public void Network_IsMadeWhereItIsAskedFor_AndNowhereElse()
    {
        var asked = Modules().Where(module => module.Value.TryGetProperty("condition", out var condition) && condition.GetString() == Asked).ToArray();

        asked.Select(module => module.Name).ShouldBe(["network", "endpoints"], ignoreOrder: true);
        var made = asked.SelectMany(module => Types(module.Value.GetProperty("properties").GetProperty("template"))).ToArray();
        var all = Template.Resources.Where(resource => resource.Type.StartsWith("Microsoft.Network/", StringComparison.Ordinal)).Select(resource => resource.Type);
        made.ShouldBe(all, ignoreOrder: true);
    }

    [BicepFact]
    public void Endpoints_WithTheirZones_AreOfEveryServiceThatIsClosed()
    {
        var endpoint = Template.OfType("Microsoft.Network/privateEndpoints").Single();
        var targets = endpoint.Template.GetProperty("variables").GetProperty("targets").EnumerateArray()
            .Select(target => (Type: target.GetProperty("type").GetString()!, Group: target.GetProperty("group").GetString()!, Zone: target.GetProperty("zone").GetString()!)).ToArray();

        // Groups and zones: learn.microsoft.com/azure/private-link/private-endpoint-dns.
        targets.ShouldBe(
            [
                ("Microsoft.Storage/storageAccounts", "blob", "[format('privatelink.blob.{0}', environment().suffixes.storage)]"),
                ("Microsoft.Storage/storageAccounts", "queue", "[format('privatelink.queue.{0}', environment().suffixes.storage)]"),
                ("Microsoft.Storage/storageAccounts", "table", "[format('privatelink.table.{0}', environment().suffixes.storage)]"),
                ("Microsoft.DocumentDB/databaseAccounts", "Sql", "privatelink.documents.azure.com"),
                ("Microsoft.ServiceBus/namespaces", "namespace", "privatelink.servicebus.windows.net"),
                ("Microsoft.KeyVault/vaults", "vault", "privatelink.vaultcore.azure.net"),
            ],
            ignoreOrder: true);
        foreach (var type in (string[])["privateEndpoints", "privateEndpoints/privateDnsZoneGroups", "privateDnsZones", "privateDnsZones/virtualNetworkLinks"])
        {
            Template.OfType($"Microsoft.Network/{type}").Single().Json.GetProperty("copy").GetProperty("count").GetString().ShouldBe("[length(variables('targets'))]");
        }

        endpoint.Property("subnet", "id").GetString().ShouldBe("[parameters('subnetId')]");
        var connection = endpoint.Property("privateLinkServiceConnections").EnumerateArray().ShouldHaveSingleItem().GetProperty("properties");
        connection.GetProperty("groupIds").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldBe("[variables('targets')[copyIndex()].group]");
        Template.OfType("Microsoft.Network/privateDnsZones/virtualNetworkLinks").Single().Property("registrationEnabled").GetBoolean().ShouldBeFalse();
    }

    [BicepFact]
    public void App_WithThePrivateNetwork_IsInASubnetOfItsOwn()
    {
        Template.OfType("Microsoft.Web/sites").Single().Property("virtualNetworkSubnetId").GetString().ShouldBe("[if(empty(parameters('subnetId')), null(), parameters('subnetId'))]");
        var app = Template.OfType("Microsoft.Network/virtualNetworks/subnets").Single(subnet => subnet.Properties.TryGetProperty("delegations", out _));

        // Flex Consumption asks for this delegation: learn.microsoft.com/azure/azure-functions/flex-consumption-how-to.
        app.Property("delegations").EnumerateArray().ShouldHaveSingleItem().GetProperty("properties").GetProperty("serviceName").GetString().ShouldBe("Microsoft.App/environments");
    }

    [BicepFact]
    public void ServiceBus_WithThePrivateNetwork_IsOfTheTierThatHasEndpoints() =>
        Template.OfType("Microsoft.ServiceBus/namespaces").Single().Template.GetProperty("variables").GetProperty("sku").GetString().ShouldBe(If("'Premium'", "'Standard'"));

    private static string If(string yes, string no) => $"[if(parameters('privateNetwork'), {yes}, {no})]";

    private static JsonProperty[] Modules() =>
        [.. Template.Root.GetProperty("resources").EnumerateObject().Where(resource => resource.Value.GetProperty("type").GetString() == "Microsoft.Resources/deployments")];

    private static IEnumerable<string> Types(JsonElement template)
    {
        var resources = template.GetProperty("resources");
        var items = resources.ValueKind == JsonValueKind.Object ? resources.EnumerateObject().Select(item => item.Value) : resources.EnumerateArray();
        return items.Select(item => item.GetProperty("type").GetString()!);
    }
}
