using TradingFunctions.TestKit.Alpaca;

namespace TradingFunctions.Infra.Tests.Alpaca;

/// <summary>The plain client on answers that it cannot understand.</summary>
public sealed class StubNonsenseTests : StubNonsenseContract
{
    protected override StubClient Connect(Uri address, string key, string secret) => StubClient.OverHttp(address, key, secret);
}
