using System.Text.RegularExpressions;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Stores;

namespace TradingFunctions.Pipeline.Tests.Trading;

/// <summary>A host dies before or after every single store write and broker call of a day's work, and its successor ends where an undisturbed one ends.</summary>
public sealed partial class CrashTests
{
    [Fact]
    public async Task Day_CrashAtEveryStep_EndsAsIfNothingHadHappened()
    {
        var undisturbed = await Day(CrashPlan.None);
        undisturbed.Steps.ShouldBeGreaterThan(20);

        for (var step = 1; step <= undisturbed.Steps; step++)
        {
            foreach (var after in new[] { false, true })
            {
                var day = await Day(new CrashPlan(step, after));

                day.Crashed.ShouldBeTrue($"step {step}");
                day.Books.Except(undisturbed.Books, StringComparer.Ordinal).Concat(undisturbed.Books.Except(day.Books, StringComparer.Ordinal))
                    .ShouldBeEmpty($"step {step}, {(after ? "after" : "before")}");
                day.Doubled.ShouldBe(0, $"step {step}, {(after ? "after" : "before")}");
            }
        }
    }

    /// <summary>Buy, buy another, partial sell with its protective stop, close, and a limit order that is cancelled.</summary>
    private static async Task<(int Steps, bool Crashed, string[] Books, int Doubled)> Day(CrashPlan plan)
    {
        var bench = new TradingBench();
        bench.Broker.FeePerFill = new Money(0.35m);
        var host = bench.Host(plan);
        var crashed = false;

        Func<Task>[] day =
        [
            () => host.Reconciler.Run(default),
            () => Execute(bench.Signal("s1", quantity: 50m, profit: 120m)),
            () => Execute(bench.Signal("s2", symbol: TradingBench.Msft, quantity: null)),
            () => Execute(bench.Signal("s3", SignalAction.Sell, quantity: 20m)),
            () => Execute(bench.Signal("s4", SignalAction.Sell, TradingBench.Msft, quantity: null)),
            () => Execute(bench.Signal("s5", target: 95m, quantity: 5m)),
            Cancel,
            () => host.Reconciler.Run(default),
        ];

        foreach (var act in day)
        {
            try
            {
                await act();
                await host.Pump.PumpOnce(default);
            }
            catch (CrashException) when (!crashed)
            {
                crashed = true;
                host = bench.Host();
                await host.Sweeper.SweepOnce(default);
                await act();
                await host.Pump.PumpOnce(default);
            }
        }

        var all = bench.Store.Dump(Containers.Trading, "main").Where(document => !document.Id.StartsWith("header", StringComparison.Ordinal)).ToArray();
        var dump = all.Where(document => !IsLookUp(document)).ToArray();
        var ledger = host.Book.State.Ledger;
        var sums = $"{ledger.Cash} {ledger.RealizedPnl} {ledger.Fees} {ledger.OpenRisk} {ledger.ReservedExposure} {ledger.EventCursor} {ledger.LogSequence - all.Length + dump.Length}";
        return (plan.Steps, crashed, [.. Documents(dump).Select(Canonical), Canonical(sums)], bench.Broker.Submitted.Count - bench.Broker.Submitted.Distinct().Count());

        async Task Execute(TradingSignal signal) => await host.Trades.Execute(bench.Request(signal), default);

        async Task Cancel()
        {
            var id = (await host.Trades.FindSignal(new SignalId("s5"), default))!.Answer!.OrderId!.Value;
            await host.Trades.CancelOrder(id, default);
        }
    }

    /// <summary>
    /// A broker event may be pumped before or after an intent that a crash delayed: the log keeps the order that things happened in. So the entries
    /// of the broker count in their own order, and the intents in theirs.
    /// </summary>
    private static IEnumerable<string> Documents(IEnumerable<(string Id, string Json)> dump)
    {
        var log = dump.Where(document => LogId().IsMatch(document.Id)).OrderBy(document => document.Id[^12..], StringComparer.Ordinal).ToArray();
        var isIntent = log.ToLookup(document => document.Json.Contains("\"intent\":", StringComparison.Ordinal), document => LogNumber().Replace(document.Json, "\"number\":0"));
        return dump.Where(document => !LogId().IsMatch(document.Id)).Select(document => document.Id + " " + document.Json)
            .Concat(isIntent[false].Select((json, i) => $"broker {i} {json}"))
            .Concat(isIntent[true].Select((json, i) => $"intent {i} {json}"));
    }

    /// <summary>What the successor of a dead host learnt by asking the broker is in the log too, and nobody asked on an undisturbed day.</summary>
    private static bool IsLookUp((string Id, string Json) document) =>
        document.Id.StartsWith("event:", StringComparison.Ordinal) && (document.Json.Contains("\"kind\":\"absent\"", StringComparison.Ordinal) || document.Json.Contains("\"kind\":\"read\"", StringComparison.Ordinal));

    /// <summary>How often an order was claimed is the one trace that a crash may leave. The scale of a decimal is none: the decision log drops it too.</summary>
    private static string Canonical(string json) => TrailingZeros().Replace(Attempt().Replace(json, "\"attempt\":0"), "$1$2");

    [GeneratedRegex("^(event|fill|book):")]
    private static partial Regex LogId();

    [GeneratedRegex("\"number\":\\d+")]
    private static partial Regex LogNumber();

    [GeneratedRegex("\"attempt\":\\d+")]
    private static partial Regex Attempt();

    [GeneratedRegex(@"(\d)(?:(\.\d*[1-9])0+|\.0+)(?![\d])")]
    private static partial Regex TrailingZeros();
}
