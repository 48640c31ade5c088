using System.Text.Json.Nodes;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Tests.Trading;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Tests.Books;

/// <summary>Nothing that was decided or learnt is missing in the exported log, and everything has its place.</summary>
public sealed class LogExportTests
{
    private readonly TradingBench bench = new();

    [Fact]
    public async Task Lines_HoldEverySignalOnce_BehindTheEntryThatTheBooksHeldWhenItWasAnswered()
    {
        await using var host = await bench.Ready();
        bench.Broker.FillPrice = _ => 100m;
        await host.Trades.Execute(bench.Request(bench.Signal("bought")), default);
        var before = host.Book.State.Ledger.LogSequence;
        (await host.Trades.Execute(bench.Request(bench.Signal("denied", SignalAction.Sell, TradingBench.Msft)), default)).Status.ShouldBe(TradeStatus.Denied);
        (await host.Trades.Execute(bench.Request(bench.Signal("held", SignalAction.Hold)), default)).Status.ShouldBe(TradeStatus.Held);
        bench.Clock.Advance(TimeSpan.FromSeconds(10));
        await host.Trades.Execute(bench.Request(bench.Signal("later", quantity: 11m)), default);
        await new SignalDesk(bench.Store, bench.Clock).Receive(bench.Signal("waiting"), "digest", "waiting", trace: null, default);

        var lines = await Lines();

        lines.Select(Name).Where(name => name is not null).ShouldBe(["bought", "denied", "held", "later", "waiting"]);
        var denied = lines.Single(line => Name(line) == "denied");
        denied["after"]!.GetValue<long>().ShouldBe(before);
        denied["signal"]!["answer"]!["denials"]!.AsArray().Count.ShouldBeGreaterThan(0);
        lines.Single(line => Name(line) == "waiting")["signal"]!["answer"].ShouldBeNull();
        var entries = lines.Where(line => line["number"] is not null).Select(line => line["number"]!.GetValue<long>()).ToArray();
        entries.ShouldBe(Enumerable.Range(1, entries.Length).Select(number => (long)number));
        Place(lines, "denied").ShouldBeInRange(Place(lines, before) + 1, Place(lines, before + 1) - 1);
        (await Lines()).Select(line => line.ToJsonString()).ShouldBe(lines.Select(line => line.ToJsonString()));
        var rest = await Lines(after: before + 1);
        rest.ShouldAllBe(line => Name(line) != "denied" && (line["number"] == null || line["number"]!.GetValue<long>() > before + 1));
        rest.Select(Name).ShouldContain("later");
    }

    [Fact]
    public async Task Log_OfALostAnswer_SaysThatItWasLostAndThatTheOrderWasFound()
    {
        await using var host = await bench.Ready();
        bench.Broker.Misbehave = _ => SubmitStatus.Unresolved;
        var order = (await host.Trades.Execute(bench.Request(bench.Signal("s1", target: 99m)), default)).OrderId!.Value;
        bench.Broker.Misbehave = _ => null;

        await host.Sweeper.SweepOnce(default);

        (await Steps()).Where(step => step.OrderId == order).Select(step => (step.Kind, step.Stage)).ShouldBe(
            [(OrderStepKind.Unresolved, IntentStage.Unresolved), (OrderStepKind.Read, IntentStage.Confirmed)]);
    }

    [Fact]
    public async Task Log_OfARefusal_SaysWhoRefused()
    {
        await using var host = await bench.Ready();
        bench.Broker.Misbehave = _ => SubmitStatus.Rejected;
        await host.Trades.Execute(bench.Request(bench.Signal("s1")), default);

        var step = (await Steps()).ShouldHaveSingleItem();
        (step.Kind, step.End, step.Stage).ShouldBe((OrderStepKind.Rejected, OrderEnd.Rejected, IntentStage.Final));
    }

    [Fact]
    public async Task Log_OfAnOrderThatWentWell_NeedsNoSteps()
    {
        await using var host = await bench.Ready();
        bench.Broker.FillPrice = _ => 100m;
        await host.Trades.Execute(bench.Request(bench.Signal("s1"), wait: TimeSpan.FromSeconds(2)), default);

        (await Steps()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Log_OfOrdersReadAtTheReconciliation_HoldsWhatWasTakenOverAndWhatHadEnded()
    {
        bench.Broker.Traits = new BrokerTraits("remote", AbsenceIsConclusive: false, HasEventJournal: false);
        await using var host = await bench.Ready();
        var mine = (await host.Trades.Execute(bench.Request(bench.Signal("s1", target: 99m)), default)).OrderId!.Value;
        await bench.Broker.Cancel(mine, default);
        await bench.Broker.Submit(TestKit.Trading.Approvals.Of(
            new OrderTerms(new ClientOrderId("HAND"), TradingBench.Msft, Side.Buy, new Quantity(10m), OrderType.Limit, TimeInForce.Gtc, OrderPurpose.Entry, new StrategyId("hand"), new Price(150m)), bench.Clock.NowUtc), default);

        await host.Reconciler.Run(default);

        var steps = await Steps();
        steps.ShouldAllBe(step => step.Kind == OrderStepKind.Read);
        steps.Single(step => step.OrderId == new ClientOrderId("HAND")).Terms!.Quantity.ShouldBe(new Quantity(10m));
        steps.Single(step => step.OrderId == mine && step.End is not null).End.ShouldBe(OrderEnd.Canceled);
    }

    private static string? Name(JsonNode line) => line["signal"]?["signal"]?["id"]?.GetValue<string>();

    private static int Place(List<JsonNode> lines, string name) => lines.FindIndex(line => Name(line) == name);

    private static int Place(List<JsonNode> lines, long number) => lines.FindIndex(line => line["number"]?.GetValue<long>() == number);

    private async Task<List<JsonNode>> Lines(long after = 0)
    {
        var lines = new List<JsonNode>();
        await foreach (var line in new LogExport(Log, bench.Store, bench.Store).Lines(after, default))
            lines.Add(JsonNode.Parse(line.Span)!);
        return lines;
    }

    private async Task<List<OrderStep>> Steps()
    {
        var steps = new List<OrderStep>();
        await foreach (var entry in Log.Read(0, default))
        {
            if (entry.Order is { } step)
                steps.Add(step);
        }

        return steps;
    }

    private AccountLog Log => new(bench.Store, PipelineSettings.Default);
}
