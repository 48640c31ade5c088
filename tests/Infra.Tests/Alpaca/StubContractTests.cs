using TradingFunctions.TestKit.Alpaca;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Infra.Tests.Alpaca;

/// <summary>The broker port is proved by a second adapter: plain HTTP to the Alpaca stub passes what the simulated exchange passes.</summary>
public sealed class StubContractTests : BrokerContract
{
    protected override async Task<BrokerBench> Open() => await StubBench.Start(StubClient.OverHttp);
}
