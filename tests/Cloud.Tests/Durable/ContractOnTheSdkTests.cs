using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.TestKit.Orchestrations;

namespace TradingFunctions.Cloud.Tests.Durable;

/// <summary>The promises of the port, on the Durable Task SDK.</summary>
public sealed class ContractOnTheSdkTests : OrchestrationContract
{
    protected override async Task<IOrchestrationHost> Open() =>
        await SdkHost.Start(ContractScripts.Catalog, new ServiceCollection().BuildServiceProvider());
}
