using System.Net;
using TradingFunctions.AlpacaStub.Faults;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Tests.Alpaca;

/// <summary>Every fault of the stub as its client must take it.</summary>
public sealed class StubFaultTests
{
    private const string Orders = "/v2/orders";

    [Theory]
    [InlineData(FaultKind.RateLimit, SubmitStatus.Throttled, false)]
    [InlineData(FaultKind.ServerError, SubmitStatus.Unresolved, false)]
    [InlineData(FaultKind.ConnectionReset, SubmitStatus.Unresolved, false)]
    [InlineData(FaultKind.ExecutedButTimedOut, SubmitStatus.Unresolved, true)]
    [InlineData(FaultKind.Latency, SubmitStatus.Confirmed, true)]
    public async Task Submit_Fault_IsClassifiedAndTakenOrNot(FaultKind fault, SubmitStatus status, bool isTaken)
    {
        await using var sut = await StubBench.Start();
        var terms = sut.Terms(Side.Buy, 1, limit: 90m);
        sut.Arm("POST", Orders, fault);

        (await sut.Submit(terms)).Status.ShouldBe(status);

        ((await sut.Broker.Find(terms.ClientOrderId, default)) is not null).ShouldBe(isTaken);
    }

    [Fact]
    public async Task Submit_AfterExecutedButTimedOut_IsADuplicateToAdopt()
    {
        await using var sut = await StubBench.Start();
        var terms = sut.Terms(Side.Buy, 1, limit: 90m);
        sut.Arm("POST", Orders, FaultKind.ExecutedButTimedOut);
        await sut.Submit(terms);

        (await sut.Submit(terms)).Status.ShouldBe(SubmitStatus.Duplicate);
    }

    [Theory]
    [InlineData(FaultKind.RateLimit)]
    [InlineData(FaultKind.ServerError)]
    [InlineData(FaultKind.ConnectionReset)]
    public async Task Reads_Fault_IsNoUsableAnswer(FaultKind fault)
    {
        await using var sut = await StubBench.Start();
        sut.Arm("GET", "/v2/", fault, times: 4);

        await Should.ThrowAsync<BrokerException>(() => sut.Broker.Find(new ClientOrderId("x"), default));
        await Should.ThrowAsync<BrokerException>(() => sut.Broker.ListOpenOrders(default));
        await Should.ThrowAsync<BrokerException>(() => sut.Broker.ListPositions(default));
        await Should.ThrowAsync<BrokerException>(() => sut.Broker.GetAccount(default));
        (await sut.Broker.GetAccount(default)).Cash.ShouldBe(new Money(100_000m));
    }

    [Fact]
    public async Task Find_StaleRead_DoesNotKnowANewOrderYet()
    {
        await using var sut = await StubBench.Start();
        lock (sut.Account.Gate)
            sut.Account.Faults.Profile = new FaultProfile { Staleness = 60_000 };
        var terms = sut.Terms(Side.Buy, 1, limit: 90m);
        await sut.Submit(terms);
        sut.Arm("GET", "/v2/orders:by_client_order_id", FaultKind.StaleRead);

        (await sut.Broker.Find(terms.ClientOrderId, default)).ShouldBeNull();
        (await sut.Broker.Find(terms.ClientOrderId, default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task RateLimit_CarriesTheHeadersAndTheCode()
    {
        await using var sut = await StubBench.Start();
        sut.Arm("GET", "/v2/account", FaultKind.RateLimit);

        var answer = await sut.Http.Send(HttpMethod.Get, "/v2/account", json: null, default);

        answer.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Code.ShouldBe(42910000);
    }

    [Fact]
    public async Task AsyncReject_ComesAfterTheConfirmation()
    {
        await using var sut = await StubBench.Start();
        lock (sut.Account.Gate)
            sut.Account.Faults.Profile = new FaultProfile { AsyncReject = 1 };
        var terms = sut.Terms(Side.Buy, 1);

        (await sut.Submit(terms)).Status.ShouldBe(SubmitStatus.Confirmed);

        (await sut.Until(terms.ClientOrderId, order => order.Status.IsFinal())).Status.ShouldBe(OrderStatus.Rejected);
    }

    [Fact]
    public async Task Stream_DuplicateEvents_AreTheSameExecution()
    {
        await using var sut = await StubBench.Start();
        lock (sut.Account.Gate)
            sut.Account.Faults.Profile = new FaultProfile { DuplicateEvent = 1 };
        var terms = sut.Terms(Side.Buy, 1);
        await sut.Submit(terms);
        await sut.Trade(100m);
        await sut.Until(terms.ClientOrderId, order => order.Status == OrderStatus.Filled);

        var fills = (await sut.Events(terms.ClientOrderId)).Where(e => e.Kind == OrderEventKind.Fill).ToList();
        while (fills.Count < 2)
            fills = [.. (await sut.Events(terms.ClientOrderId)).Where(e => e.Kind == OrderEventKind.Fill)];

        fills.Select(e => e.ExecutionId).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Keys_Wrong_AreUnauthorized()
    {
        await using var sut = await StubBench.Start();
        using var http = new TestKit.Alpaca.AlpacaHttp(sut.Address, "stub-key", "wrong", TimeSpan.FromSeconds(1));

        var answer = await http.Send(HttpMethod.Get, "/v2/account", json: null, default);

        answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Message.ShouldBe("unauthorized");
    }
}
