using System.Text.Json;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Tests.Trading;

public sealed class OrderNumbersTests
{
    private const string Account = "main";

    private readonly TradingBench bench = new();

    public OrderNumbersTests() => bench.Broker.FillPrice = _ => null;

    [Fact]
    public async Task NewOrders_AreNumberedWithoutAGap_AndLieInTheOrderOfTheirNumbers()
    {
        await using var host = await bench.Ready();
        await host.Trades.Execute(bench.Request(bench.Signal("s1", quantity: 1m, target: 99m, stop: 90m)), default);
        await host.Trades.Execute(bench.Request(bench.Signal("s2", symbol: TradingBench.Msft, quantity: 1m, target: 199m, stop: 190m)), default);

        var orders = host.Book.State.Live.Values.Select(order => order.Number).Order().ToArray();

        orders.ShouldBe([.. Enumerable.Range(1, orders.Length).Select(number => (long)number)]);
        (await Ids("intent:")).ShouldBe(orders.Select(number => $"intent:{number:D12}"));
        host.Book.State.Ledger.OrderSequence.ShouldBe(orders.Length);
    }

    [Fact]
    public async Task Numbers_AfterARestart_GoOn()
    {
        await using (var host = await bench.Ready())
            await host.Trades.Execute(bench.Request(bench.Signal("s1", quantity: 1m, target: 99m)), default);
        await using var next = await bench.Ready();
        var last = next.Book.State.Ledger.OrderSequence;

        var second = await next.Trades.Execute(bench.Request(bench.Signal("s2", symbol: TradingBench.Msft, quantity: 1m, target: 199m)), default);

        next.Book.State.Live[second.OrderId!.Value].Number.ShouldBe(last + 1);
    }

    [Fact]
    public async Task Order_StoredBeforeOrdersHadNumbers_KeepsItsPlaceUntilItEnds()
    {
        ClientOrderId id;
        await using (var host = await bench.Ready())
            id = (await host.Trades.Execute(bench.Request(bench.Signal("s1", quantity: 1m, target: 99m)), default)).OrderId!.Value;
        await MakeOld();

        await using var next = await bench.Ready();
        await next.Trades.Execute(bench.Request(bench.Signal("s2", symbol: TradingBench.Msft, quantity: 1m, target: 199m)), default);
        next.Book.State.Live[id].Number.ShouldBe(0);
        (await next.Queries.ShowOrder(id, default))!.Decision.ShouldNotBeNull();
        (await next.Trades.CancelOrder(id, default)).ShouldBe(CancelAnswer.Requested);

        (await next.Queries.FindOrder(id, default))!.End.ShouldBe(OrderEnd.Canceled);
        (await Ids("intent:")).ShouldNotContain($"intent:{id}");
        (await next.Queries.ShowOrder(id, default))!.Decision.ShouldNotBeNull();
    }

    [Fact]
    public async Task SignalSentAgain_AfterARestart_IsAnsweredWithTheChecksOfItsDecision()
    {
        TradeAnswer first;
        await using (var host = await bench.Ready())
            first = await host.Trades.Execute(bench.Request(bench.Signal("s1", quantity: 1m, target: 99m)), default);
        await using var next = await bench.Ready();

        var again = await next.Trades.Execute(bench.Request(bench.Signal("s1", quantity: 1m, target: 99m)), default);
        var read = (await next.Trades.FindSignal(new SignalId("s1"), default))!.Answer!;

        first.Checks.ShouldNotBeNull().ShouldNotBeEmpty();
        Json(again).ShouldBe(Json(first));
        Json(read).ShouldBe(Json(first));
    }

    private static string Json(TradeAnswer answer) => JsonSerializer.Serialize(answer, TradingJson.Default.TradeAnswer);

    private async Task<string[]> Ids(string prefix) =>
        [.. (await bench.Store.Query(Containers.Trading, Account, prefix, afterId: null, 100, descending: false, default)).Items.Select(document => document.Id)];

    /// <summary>The documents as they were before orders had numbers: under the orders' ids.</summary>
    private async Task MakeOld()
    {
        var documents = (await bench.Store.Query(Containers.Trading, Account, "intent:", afterId: null, 100, descending: false, default)).Items;
        foreach (var document in documents)
        {
            var order = JsonSerializer.Deserialize(document.Json.Span, TradingJson.Default.OrderRecord)!;
            await Move(document, $"intent:{order.Id}", JsonSerializer.SerializeToUtf8Bytes(order with { Number = 0 }, TradingJson.Default.OrderRecord));
            if (await bench.Store.Read(new DocumentKey(Containers.Trading, Account, $"decision:{order.Number:D12}"), default) is { } decision)
                await Move(decision, $"decision:{order.Id}", decision.Json);
        }

        await bench.Tamper(ledger => ledger with { OrderSequence = 0 });
    }

    private async Task Move(StoredDocument document, string id, ReadOnlyMemory<byte> json)
    {
        var result = await bench.Store.Transact(Containers.Trading, Account, [StoreOperation.Delete(document.Id, document.ETag), StoreOperation.Create(id, json)], default);
        result.IsDone.ShouldBeTrue();
    }
}
