using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Activities;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Strategies;
using TradingFunctions.Pipeline.Tests.Trading;
using TradingFunctions.TestKit.Orchestrations;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Runs;

/// <summary>A run of one day with its plans and checks, over the books of a trading host.</summary>
internal sealed class RunBench : IAsyncDisposable
{
    public static readonly RunId Run = new("main-20240306");
    public const string Scan = "scan-1";

    private RunBench(TradingBench bench, TradingHost host)
    {
        Bench = bench;
        Host = host;
        Store = new CountedStore(bench.Store);
        Runs = new RunStore(Store, new DocumentCache(Store));
        Alerts = new AlertStore(Store, new DocumentCache(Store));
        Cache = new PlanCache(Runs);
        Strategies = new StrategyBook(StrategyCatalog.BuiltIn, PipelineSettings.Default, bench.Clock);
        Plans = new PlanService(
            Runs, Cache, bench.Market, host.Book, new StartedInstances(), Strategies, PipelineSettings.Default, bench.Clock, NullLogger<PlanService>.Instance);
        Check = new CheckSymbol(
            new MarketView(bench.Market, Runs), Cache, Runs, Alerts, host.Book, Strategies,
            new StrategyFaults(Strategies, Store, host.Notifier, NullLogger<StrategyFaults>.Instance), PipelineSettings.Default, bench.Clock);
    }

    public TradingBench Bench { get; }

    public TradingHost Host { get; }

    public CountedStore Store { get; }

    public RunStore Runs { get; }

    public AlertStore Alerts { get; }

    public PlanCache Cache { get; }

    public StrategyBook Strategies { get; }

    public PlanService Plans { get; }

    public CheckSymbol Check { get; }

    /// <summary>A run that has begun, with a scan that let nothing through.</summary>
    public static async Task<RunBench> Begin()
    {
        var trading = new TradingBench();
        var bench = new RunBench(trading, await trading.Ready());
        await bench.Begin(Run, new DateOnly(2024, 3, 6));
        return bench;
    }

    public async Task Begin(RunId run, DateOnly session)
    {
        var now = Bench.Clock.NowUtc;
        await Runs.BeginRun(new RunDocument(run, session, now.AddMinutes(-30), now.AddHours(6), now, Result: null), default);
        await Runs.SaveScan(new ScanDocument(Scan, run, session, now, 2, [], []), default);
    }

    public async Task Trade(string id, Domain.Signals.SignalAction action, long token = 0)
    {
        (await Host.Trades.Execute(Bench.Request(Bench.Signal(id, action), token), default)).Denials.ShouldBeNull();
        await Host.Pump.PumpOnce(default);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
