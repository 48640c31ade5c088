using System.Net;
using TradingFunctions.AlpacaStub.Faults;
using TradingFunctions.TestKit.Alpaca;

namespace TradingFunctions.Infra.Tests.Alpaca;

/// <summary>Every fault of the stub as the plain client takes it.</summary>
public sealed class StubFaultTests : StubFaultContract
{
    protected override StubClient Connect(Uri address, string key, string secret) => StubClient.OverHttp(address, key, secret);

    [Fact]
    public async Task RateLimit_CarriesTheHeadersAndTheCode()
    {
        await using var sut = await StubBench.Start(StubClient.OverHttp);
        sut.Arm("GET", "/v2/account", FaultKind.RateLimit);

        var answer = await ((AlpacaHttp)sut.Connection).Send(HttpMethod.Get, "/v2/account", json: null, default);

        answer.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Code.ShouldBe(42910000);
    }
}
