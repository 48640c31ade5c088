using Shouldly;
using TradingFunctions.AlpacaStub.Faults;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Ports;
using Xunit;

namespace TradingFunctions.TestKit.Alpaca;

/// <summary>Every fault of the stub as a client of Alpaca must take it.</summary>
public abstract class StubFaultContract
{
    private const string Orders = "/v2/orders";

    protected abstract StubClient Connect(Uri address, string key, string secret);

    [Theory]
    [InlineData(FaultKind.RateLimit, SubmitStatus.Throttled, false)]
    [InlineData(FaultKind.ServerError, SubmitStatus.Unresolved, false)]
    [InlineData(FaultKind.ConnectionReset, SubmitStatus.Unresolved, false)]
    [InlineData(FaultKind.ExecutedButTimedOut, SubmitStatus.Unresolved, true)]
    [InlineData(FaultKind.Latency, SubmitStatus.Confirmed, true)]
    public async Task Submit_Fault_IsClassifiedAndTakenOrNot(FaultKind fault, SubmitStatus status, bool isTaken)
    {
        await using var sut = await Start();
        var terms = sut.Terms(Side.Buy, 1, limit: 90m);
        sut.Arm("POST", Orders, fault);

        (await sut.Submit(terms)).Status.ShouldBe(status);

        ((await sut.Broker.Find(terms.ClientOrderId, default)) is not null).ShouldBe(isTaken);
    }

    [Fact]
    public async Task Submit_AfterExecutedButTimedOut_IsADuplicateToAdopt()
    {
        await using var sut = await Start();
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
        await using var sut = await Start();
        sut.Arm("GET", "/v2/", fault, times: 4);

        await Should.ThrowAsync<BrokerException>(() => sut.Broker.Find(new ClientOrderId("x"), default));
        await Should.ThrowAsync<BrokerException>(() => sut.Broker.ListOpenOrders(default));
        await Should.ThrowAsync<BrokerException>(() => sut.Broker.ListPositions(default));
        await Should.ThrowAsync<BrokerException>(() => sut.Broker.GetAccount(default));
        (await sut.Broker.GetAccount(default)).Cash.ShouldBe(new Money(100_000m));
    }

    [Theory]
    [InlineData(FaultKind.RateLimit)]
    [InlineData(FaultKind.ServerError)]
    [InlineData(FaultKind.ConnectionReset)]
    [InlineData(FaultKind.ExecutedButTimedOut)]
    public async Task Cancel_Fault_IsUnresolved(FaultKind fault)
    {
        await using var sut = await Start();
        var terms = sut.Terms(Side.Buy, 1, limit: 90m);
        await sut.Submit(terms);
        sut.Arm("DELETE", Orders, fault);

        (await sut.Broker.Cancel(terms.ClientOrderId, default)).ShouldBe(CancelStatus.Unresolved);
    }

    [Fact]
    public async Task Find_StaleRead_DoesNotKnowANewOrderYet()
    {
        await using var sut = await Start();
        lock (sut.Account.Gate)
            sut.Account.Faults.Profile = new FaultProfile { Staleness = 60_000 };
        var terms = sut.Terms(Side.Buy, 1, limit: 90m);
        await sut.Submit(terms);
        sut.Arm("GET", "/v2/orders:by_client_order_id", FaultKind.StaleRead);

        (await sut.Broker.Find(terms.ClientOrderId, default)).ShouldBeNull();
        (await sut.Broker.Find(terms.ClientOrderId, default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task AsyncReject_ComesAfterTheConfirmation()
    {
        await using var sut = await Start();
        lock (sut.Account.Gate)
            sut.Account.Faults.Profile = new FaultProfile { AsyncReject = 1 };
        var terms = sut.Terms(Side.Buy, 1);

        (await sut.Submit(terms)).Status.ShouldBe(SubmitStatus.Confirmed);

        (await sut.Until(terms.ClientOrderId, order => order.Status.IsFinal())).Status.ShouldBe(OrderStatus.Rejected);
    }

    [Fact]
    public async Task Stream_DuplicateEvents_AreTheSameExecution()
    {
        await using var sut = await Start();
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
    public async Task Keys_Wrong_AreNamedInNeitherAnswer()
    {
        await using var sut = await Start();
        var client = Connect(sut.Address, "stub-key", "wrong-secret-of-some-length");
        using var _ = client.Connection;

        var read = await Should.ThrowAsync<BrokerException>(() => client.Broker.GetAccount(default));
        var listen = await Should.ThrowAsync<BrokerException>(() => client.Stream.Listen(_ => Task.CompletedTask, (_, _) => Task.CompletedTask, default));
        var sent = await client.Broker.Submit(StubBench.Approved(sut.Terms(Side.Buy, 1)), default);

        read.Message.ShouldContain("unauthorized");
        (sent.Status, sent.Reason).ShouldBe((SubmitStatus.Rejected, "unauthorized"));
        $"{read}{listen}{sent}".ShouldNotContain("wrong-secret");
    }

    [Fact]
    [Trait("Suffered", "12")]
    public async Task Rate_OfEveryAnswer_IsReadFromItsHeaders()
    {
        await using var sut = await Start();
        sut.Broker.Rate.ShouldBeNull();
        BrokerRate first, second;
        do
        {
            await sut.Broker.GetAccount(default);
            first = sut.Broker.Rate!;
            await sut.Broker.GetAccount(default);
            second = sut.Broker.Rate!;
        }
        while (second.ResetUtc != first.ResetUtc);

        (second.Limit, second.Remaining).ShouldBe((200, first.Remaining - 1));
        second.ResetUtc.ShouldBeGreaterThan(DateTime.UtcNow.AddSeconds(-5));
    }

    [Fact]
    [Trait("Suffered", "13")]
    public async Task RecentOrders_TellOfEndedOnesToo()
    {
        await using var sut = await Start();
        var before = DateTime.UtcNow.AddSeconds(-1);
        var terms = sut.Terms(Side.Buy, 1, limit: 90m);
        await sut.Submit(terms);
        await sut.Until(terms.ClientOrderId, order => order.Status == OrderStatus.New);
        await sut.Broker.Cancel(terms.ClientOrderId, default);
        await sut.Until(terms.ClientOrderId, order => order.Status == OrderStatus.Canceled);

        (await sut.Broker.ListOpenOrders(default)).ShouldBeEmpty();
        (await sut.Broker.ListRecentOrders(before, default)).ShouldHaveSingleItem().Status.ShouldBe(OrderStatus.Canceled);
        (await sut.Broker.ListRecentOrders(DateTime.UtcNow.AddMinutes(1), default)).ShouldBeEmpty();
    }

    private Task<StubBench> Start() => StubBench.Start(Connect);

    [Theory]
    [InlineData("HTBX", true, false)]
    [InlineData("HLTX", false, true)]
    public async Task Asset_ThatIsNotLentOrDoesNotTrade_IsToldAsSuch(string symbol, bool tradable, bool shortable)
    {
        await using var sut = await Start();

        (await sut.Broker.FindAsset(new Symbol(symbol), default)).ShouldBe(new BrokerAsset(new Symbol(symbol), tradable, shortable));
    }
}
