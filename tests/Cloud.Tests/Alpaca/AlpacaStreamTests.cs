using TradingFunctions.AlpacaStub.Faults;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Alpaca;

namespace TradingFunctions.Cloud.Tests.Alpaca;

/// <summary>The order stream: what is told, what is read after a gap, and how it ends.</summary>
public sealed class AlpacaStreamTests
{
    const string Last = "done_for_day";

    static string Update(string name, string execution = "b5f1d4a0-0000-4000-8000-000000000001", string status = "filled", string side = "buy", string extra = "", string kind = "us_equity") => $$$$"""
        {"stream":"trade_updates","data":{"event":"{{{{name}}}}","execution_id":"{{{{execution}}}}","price":"150.2","qty":"2","position_qty":"2","timestamp":"2026-11-20T15:04:05.123456789Z",{{{{extra}}}}
         "order":{"id":"61e69015-8549-4bfd-b9c3-01e75843f47d","client_order_id":"order-1","created_at":"2026-11-20T15:04:05Z","updated_at":"2026-11-20T15:04:05Z","submitted_at":"2026-11-20T15:04:05Z",
         "asset_id":"b0b6dd9d-8b9b-48a9-ba46-b9d54906e415","symbol":"AAPL","asset_class":"{{{{kind}}}}","qty":"2","filled_qty":"2","filled_avg_price":"150.2","order_class":"simple","type":"limit",
         "side":"{{{{side}}}}","time_in_force":"day","limit_price":"150.25","status":"{{{{status}}}}","legs":null}}}
        """;

    /// <summary>Listens until the last frame has been told of.</summary>
    /// <returns>What was told, <c>null</c> where orders were to be read.</returns>
    static async Task<List<OrderEvent?>> Listen(params string[] frames)
    {
        await using var server = await ScriptedStream.Start(ends: false, frames: [.. frames, Update(Last)]);
        using var sut = AlpacaClients.Open(server.Address);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var told = new List<OrderEvent?>();
        await Should.ThrowAsync<OperationCanceledException>(() => sut.OrderStream.Listen(
            _ =>
            {
                told.Add(null);
                return Task.CompletedTask;
            },
            (message, _) =>
            {
                told.Add(message);
                return message.Kind == OrderEventKind.DoneForDay ? stop.CancelAsync() : Task.CompletedTask;
            },
            stop.Token));
        told[^1]!.Kind.ShouldBe(OrderEventKind.DoneForDay);
        return told[..^1];
    }

    [Fact]
    public async Task Listen_Connected_ReadsFirstAndTellsEveryUpdate()
    {
        var told = await Listen(Update("fill"));

        told.Count.ShouldBe(2);
        told[0].ShouldBeNull();
        told[1].ShouldBe(new OrderEvent(
            0, OrderEventKind.Fill, "61e69015-8549-4bfd-b9c3-01e75843f47d", new ClientOrderId("order-1"), ParentClientOrderId: null, new Symbol("AAPL"), Side.Buy,
            told[1]!.AtUtc, "b5f1d4a0-0000-4000-8000-000000000001", 150.2m, new Quantity(2), Money.Zero, new Quantity(2)));
        told[1]!.AtUtc.ShouldBe(new DateTime(2026, 11, 20, 15, 4, 5, 123, DateTimeKind.Utc), TimeSpan.FromMilliseconds(1));
    }

    [Theory]
    [InlineData("new", OrderEventKind.New)]
    [InlineData("fill", OrderEventKind.Fill)]
    [InlineData("partial_fill", OrderEventKind.PartialFill)]
    [InlineData("canceled", OrderEventKind.Canceled)]
    [InlineData("expired", OrderEventKind.Expired)]
    [InlineData("replaced", OrderEventKind.Replaced)]
    [InlineData("accepted", OrderEventKind.Accepted)]
    [InlineData("rejected", OrderEventKind.Rejected)]
    [InlineData("pending_new", OrderEventKind.Accepted)]
    [InlineData("stopped", OrderEventKind.Stopped)]
    [InlineData("pending_cancel", OrderEventKind.PendingCancel)]
    [InlineData("pending_replace", OrderEventKind.PendingReplace)]
    [InlineData("calculated", OrderEventKind.Calculated)]
    [InlineData("suspended", OrderEventKind.Suspended)]
    [InlineData("held", OrderEventKind.Held)]
    [InlineData("order_replace_rejected", OrderEventKind.ReplaceRejected)]
    [InlineData("order_cancel_rejected", OrderEventKind.CancelRejected)]
    [InlineData("restated", OrderEventKind.Unknown)]
    [InlineData("pending_review", OrderEventKind.Unknown)]
    [InlineData("something_new", OrderEventKind.Unknown)]
    public async Task Event_ByName_IsOursOrUnknown(string name, OrderEventKind expected) => (await Listen(Update(name)))[1]!.Kind.ShouldBe(expected);

    [Theory]
    [InlineData("trade_bust", OrderEventKind.TradeBust)]
    [InlineData("trade_correct", OrderEventKind.TradeCorrect)]
    public async Task Event_AboutAnEarlierExecution_NamesThatOne(string name, OrderEventKind expected)
    {
        const string Earlier = "b5f1d4a0-0000-4000-8000-0000000000aa";

        var told = (await Listen(Update(name, extra: $"\"previous_execution_id\":\"{Earlier}\",")))[1]!;

        (told.Kind, told.ExecutionId).ShouldBe((expected, Earlier));
    }

    [Fact]
    public async Task Event_OfAnUnknownStatus_IsTold() => (await Listen(Update("fill", status: "something_new")))[1]!.Kind.ShouldBe(OrderEventKind.Fill);

    [Fact]
    public async Task Event_OfSomethingElseThanShares_IsLeftOut() => (await Listen(Update("fill", kind: "crypto"), Update("new"))).Select(e => e?.Kind).ShouldBe([null, OrderEventKind.New]);

    [Theory]
    [InlineData("side")]
    [InlineData("execution")]
    [InlineData("text")]
    [InlineData("noOrder")]
    public async Task Message_ThatCannotBeUnderstood_IsAGapAfterWhichOrdersAreRead(string what)
    {
        var bad = what switch
        {
            "side" => Update("fill", side: "cross"),
            "execution" => Update("fill", execution: "not-an-id"),
            "text" => "no json",
            _ => """{"stream":"trade_updates","data":{"event":"fill"}}""",
        };

        (await Listen(bad, Update("new"))).Select(e => e?.Kind).ShouldBe([null, null, OrderEventKind.New]);
    }

    [Fact]
    public async Task Listen_AfterTheStreamHasEnded_ReadsAgain()
    {
        await using var server = await ScriptedStream.Start();
        using var sut = AlpacaClients.Open(server.Address);
        var reads = 0;

        for (var i = 0; i < 3; i++)
        {
            await sut.OrderStream.Listen(_ => Task.FromResult(reads++), (_, _) => Task.CompletedTask, default).WaitAsync(TimeSpan.FromSeconds(30));
        }

        (reads, server.Listeners).ShouldBe((3, 3));
    }

    [Fact]
    public async Task Listen_Cancelled_Ends()
    {
        await using var server = await ScriptedStream.Start(ends: false);
        using var sut = AlpacaClients.Open(server.Address);
        using var stop = new CancellationTokenSource();

        var listening = sut.OrderStream.Listen(_ => stop.CancelAsync(), (_, _) => Task.CompletedTask, stop.Token);

        await Should.ThrowAsync<OperationCanceledException>(() => listening.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Theory]
    [InlineData("unauthorized", "order stream: the keys are refused (Unauthorized)")]
    [InlineData(null, "order stream: no answer to the keys")]
    public async Task Listen_NotLetIn_Fails(string? answer, string message)
    {
        await using var server = await ScriptedStream.Start(answer);
        using var sut = AlpacaClients.Open(server.Address, timeout: TimeSpan.FromMilliseconds(500));

        (await Should.ThrowAsync<BrokerException>(() => Listen(sut))).Message.ShouldBe(message);
    }

    [Fact]
    public async Task Listen_ToNobody_Fails()
    {
        using var sut = AlpacaClients.Open(new Uri("http://127.0.0.1:1"));

        (await Should.ThrowAsync<BrokerException>(() => Listen(sut))).Message.ShouldStartWith("order stream: ");
    }

    /// <summary>A stream may be connected and silent: what it lost is found by reading.</summary>
    [Fact]
    public async Task Gap_OfASilentStream_IsFoundByReading()
    {
        await using var sut = await StubBench.Start(AlpacaClients.Connect);
        lock (sut.Account.Gate)
            sut.Account.Faults.Profile = new FaultProfile { SilentStream = 1, Silence = 60_000 };
        var terms = sut.Terms(Side.Buy, 10);
        await sut.Submit(terms);
        await sut.Trade(100m);

        var read = await sut.Until(terms.ClientOrderId, order => order.Status == OrderStatus.Filled);

        read.FilledQuantity.ShouldBe(new Quantity(10));
    }

    static Task Listen(IBrokerConnection connection) => connection.OrderStream.Listen(_ => Task.CompletedTask, (_, _) => Task.CompletedTask, default).WaitAsync(TimeSpan.FromSeconds(30));
}
