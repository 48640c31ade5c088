using System.Diagnostics;
using TradingFunctions.Benchmarks.Reporting;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Benchmarks.Risk;

/// <summary>The decision of the gate with every control active: 500 symbols held, 200 entries working, other inputs at every call.</summary>
internal static class GateBenchmark
{
    private const int Calls = 1_000_000;
    private const int Symbols = 500;
    private const int Working = 200;
    private const int Rounds = 3;

    private static readonly DateTime Start = new(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc);
    private static readonly Symbol[] Names = [.. Enumerable.Range(0, Symbols).Select(i => new Symbol($"S{i:D3}"))];

    public static void Run(Report report)
    {
        var cases = Cases();
        var table = Table();
        var held = new sbyte[Symbols];
        Array.Fill(held, (sbyte)1);
        var ticks = new long[Calls];
        var (p50, p99, bytes) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var allocated = Measure(cases, table, held, ticks);
            Array.Sort(ticks);
            if (round > 0)
            {
                p50.Add(Microseconds(ticks[Calls / 2]));
                p99.Add(Microseconds(ticks[Calls * 99 / 100]));
                bytes.Add(allocated);
            }
        }

        var note = $"{Symbols} symbols, {Working} working orders";
        report.Add(Row.Of("gate", "decision of all controls, p50 of a million", "us", p50, note));
        report.Add(Row.Of("gate", "decision of all controls, p99 of a million", "us", p99, note));
        report.Add(Row.Of("gate", "allocated by a million passing decisions", "bytes", bytes, note));
    }

    private static long Measure(GateInputs[] cases, CorrelationTable table, sbyte[] held, long[] ticks)
    {
        var checks = default(GateChecks);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < Calls; call++)
        {
            var began = Stopwatch.GetTimestamp();
            var symbol = call % Symbols;
            var inputs = cases[symbol] with
            {
                NowUtc = Start.AddTicks(call),
                Equity = new Money(10_000_000m + call),
                ReservedExposure = new Money(Working * 100m + (call & 1023)),
                Correlation = (decimal)table.LargestWith(symbol, side: 1, held),
            };
            if (!RiskGate.Evaluate(inputs, Limits, ref checks))
                throw new InvalidOperationException("The case is meant to pass.");
            ticks[call] = Stopwatch.GetTimestamp() - began;
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;

    private static GateInputs[] Cases() => [.. Names.Select((symbol, i) => new GateInputs
    {
        Terms = new OrderTerms(
            new ClientOrderId($"ORDER{i}"), symbol, Side.Buy, new Quantity(10m + i % 7), OrderType.Limit, TimeInForce.Gtc, OrderPurpose.Entry, Strategy.Id,
            LimitPrice: new Price(100m), StopLoss: new Price(98m), TakeProfit: new Price(110m)),
        NowUtc = Start,
        SignalUtc = Start,
        Confidence = 0.6m,
        Caller = Limits.AuthorisedCallers[0],
        Reference = new Price(100m + i % 3),
        ReferenceUtc = Start,
        ReservePrice = new Price(100m),
        OrderRisk = new Money(20m),
        PeakEquity = new Money(10_000_000m),
        DayLoss = 0.001m,
        BrokerMessages = new MessageWindow(200, 50),
        Cash = new Money(5_000_000m),
        BrokerBuyingPower = new Money(9_000_000m),
        PositionExposure = new Money(4_000_000m),
        WorstMark = new MarkReading(symbol, TimeSpan.FromSeconds(i % 60)),
        SymbolExposure = new Money(8_000m),
        SymbolQuantity = 80m,
        OtherSymbols = Symbols - 1,
        OpenRisk = new Money(100_000m),
        MarketOpen = true,
        Tradable = true,
        Shortable = true,
        Volume = new DailyVolume(1_000_000m, DailyVolume.Warmup, Newest: null, IsCurrent: true),
        ReconciledUntilUtc = Start.AddDays(1),
        LastExitUtc = Start.AddHours(-1),
        Recent = new RecentOrder[] { new(Start.AddMinutes(-1), new ClientOrderId("OTHER"), Side.Buy, new Quantity(10m), null, Strategy.Id) },
        Strategy = Strategy,
        Activity = new StrategyActivity(Strategy.Id, Start, 1, 1),
        StrategyExposure = new Money(100_000m),
        SectorExposure = new Money(500_000m),
        AnalysisUtc = Start,
        ValueAtRisk = 0.01m,
        StressLoss = 0.1m,
        StopGuard = new ProtectionReading(1m, null),
        LowProfit = new ProtectionReading(0.01m, null),
        WindowDrawdown = new ProtectionReading(0.01m, null),
    })];

    private static CorrelationTable Table()
    {
        var values = new double[Symbols * Symbols];
        for (var i = 0; i < values.Length; i++)
            values[i] = i % 69 / 100d;
        return new CorrelationTable(Names, values);
    }

    private static readonly StrategyLimits Strategy = new() { Id = new StrategyId("bench"), MaxPositionShare = 0.1m, MaxExposureShare = 0.5m, MinConfidence = 0.5m };

    private static readonly RiskLimits Limits = new()
    {
        MaxPositions = 1_000,
        MaxWindowOrders = 1_000,
        MaxWindowQuantity = new Quantity(100_000_000m),
        MaxWindowNotional = new Money(1_000_000_000m),
        MessagesPerMinute = 200,
        MaxPositionQuantity = new Quantity(1_000_000m),
        RestrictedSymbols = [new Symbol("XYZ")],
        MinConfidence = 0.5m,
        Cooldown = TimeSpan.FromMinutes(1),
        MaxVolumeShare = 0.1m,
        AuthorisedCallers = [new CallerId("desk")],
        RequireListedStrategy = true,
        MaxStrategyExecutions = 1_000,
        MaxSectorShare = 0.5m,
        MaxCorrelation = 0.7m,
        MaxValueAtRisk = 0.05m,
        MaxStressLoss = 0.3m,
        StopGuardStops = 3,
        MinProfit = -0.1m,
        MaxWindowDrawdown = 0.1m,
    };
}
