using TradingFunctions.TestKit.Alpaca;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Cloud.Tests.Alpaca;

/// <summary>What the order protocol needs of every broker, of Alpaca's package over the stub.</summary>
public sealed class AlpacaContractTests : BrokerContract
{
    protected override async Task<BrokerBench> Open() => await StubBench.Start(AlpacaClients.Connect);
}

/// <summary>Every fault of the stub.</summary>
public sealed class AlpacaFaultTests : StubFaultContract
{
    protected override StubClient Connect(Uri address, string key, string secret) => AlpacaClients.Connect(address, key, secret);
}

/// <summary>Answers that cannot be understood.</summary>
public sealed class AlpacaNonsenseTests : StubNonsenseContract
{
    protected override StubClient Connect(Uri address, string key, string secret) => AlpacaClients.Connect(address, key, secret);
}
