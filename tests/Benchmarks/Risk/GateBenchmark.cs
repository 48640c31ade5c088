using System.Diagnostics;
using TradingFunctions.Benchmarks.Reporting;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Benchmarks.Risk;

/// <summary>
/// The decision of the gate with every control active, on an account of 500 positions and 200 working entries: at every call its inputs are taken from the books and the market as
/// the product takes them. Every call has another symbol, order, price and time; the books change before every fourth, the marks of everything held before every 200th.
/// </summary>
internal static class GateBenchmark
{
    private const int Calls = 1_000_000;
    private const int Whole = 100_000;
    private const int Rounds = 3;

    /// <summary>Calls between two readings of all marks: a host that decides 200 times a second reads them once a second.</summary>
    private const int PerReading = 200;

    private const int PerChange = 4;

    public static void Run(Report report)
    {
        var desk = new GateDesk(Limits);
        var ticks = new long[Calls];
        var alone = new long[Calls];
        var first = new long[Calls / PerReading];
        var (p50, p99, bytes, firsts) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var (alone50, alone99) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var allocated = Measure(desk, ticks, alone, first);
            Array.Sort(ticks);
            Array.Sort(alone);
            Array.Sort(first);
            if (round > 0)
            {
                p50.Add(Microseconds(ticks[Calls / 2]));
                p99.Add(Microseconds(ticks[Calls * 99 / 100]));
                alone50.Add(Microseconds(alone[Calls / 2]));
                alone99.Add(Microseconds(alone[Calls * 99 / 100]));
                bytes.Add(allocated);
                firsts.Add(Microseconds(first[first.Length / 2]));
            }
        }

        var note = $"{desk.State.Symbols.Count} symbols, {desk.State.Live.Count} working orders";
        report.Add(Row.Of("gate", "decision of all controls from the books, p50 of a million", "us", p50, note));
        report.Add(Row.Of("gate", "decision of all controls from the books, p99 of a million", "us", p99, note));
        report.Add(Row.Of("gate", "of it the controls, their inputs given, p50 of a million", "us", alone50, note));
        report.Add(Row.Of("gate", "of it the controls, their inputs given, p99 of a million", "us", alone99, note));
        report.Add(Row.Of("gate", $"of the decisions the {first.Length} after new marks, most of which add them up, p50", "us", firsts, note));
        report.Add(Row.Of("gate", "allocated by the other passing decisions", "bytes", bytes, note));
        Decide(desk, report);
    }

    /// <returns>Bytes of the calls that find the marks as they were.</returns>
    private static long Measure(GateDesk desk, long[] ticks, long[] alone, long[] first)
    {
        var checks = default(GateChecks);
        var allocated = 0L;
        for (var call = 0; call < Calls; call++)
        {
            var isFirst = call % PerReading == 0;
            if (isFirst)
            {
                desk.ReadMarks();
            }

            if (call % PerChange == 0)
            {
                desk.ChangeBooks();
            }

            var (terms, market, state, now) = desk.Next();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var began = Stopwatch.GetTimestamp();
            var valuation = Valuation.Kept(state, market.Marks);
            var asker = new GateAsker(Limits.AuthorisedCallers[0], now, 0.6m, FencingToken: 0, GateDesk.Messages);
            var inputs = new GateInputs(state, valuation, terms, terms.LimitPrice, GateDesk.StopDistance, market, desk.Rules, asker, now);
            var given = Stopwatch.GetTimestamp();
            if (!RiskGate.Evaluate(inputs, Limits, ref checks))
                throw new InvalidOperationException($"The case is meant to pass: {string.Join("; ", RiskGate.Decide(inputs, Limits).Denials.Select(denial => $"{denial.Code} {denial.Input}: limit {denial.Limit}, is {denial.Value}"))}");
            var ended = Stopwatch.GetTimestamp();
            (ticks[call], alone[call]) = (ended - began, ended - given);
            if (isFirst)
                first[call / PerReading] = ticks[call];
            else
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return allocated;
    }

    /// <summary>All that the account does for an order before its transaction: sizing, gate, the record of the decision, reservation and intent.</summary>
    private static void Decide(GateDesk desk, Report report)
    {
        var ticks = new long[Whole];
        var (p50, p99) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            for (var call = 0; call < Whole; call++)
            {
                if (call % PerReading == 0)
                    desk.ReadMarks();
                if (call % PerChange == 0)
                    desk.ChangeBooks();
                var place = desk.NextWish();
                var began = Stopwatch.GetTimestamp();
                var change = AccountDecider.Decide(desk.State, place);
                ticks[call] = Stopwatch.GetTimestamp() - began;
                if (((PlaceReply)change.Reply).Approved is null)
                    throw new InvalidOperationException($"The case is meant to pass: {string.Join("; ", ((PlaceReply)change.Reply).Denials.Select(denial => $"{denial.Code} {denial.Input}: limit {denial.Limit}, is {denial.Value}"))}");
            }

            Array.Sort(ticks);
            if (round > 0)
            {
                p50.Add(Microseconds(ticks[Whole / 2]));
                p99.Add(Microseconds(ticks[Whole * 99 / 100]));
            }
        }

        report.Add(Row.Of("gate", "sizing, gate, record and reservation of an order, p50 of 100,000", "us", p50));
        report.Add(Row.Of("gate", "sizing, gate, record and reservation of an order, p99 of 100,000", "us", p99));
    }

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;

    private static readonly RiskLimits Limits = new()
    {
        MaxPositions = 1_000,
        MaxWindowOrders = 100_000,
        MaxWindowQuantity = new Quantity(100_000_000m),
        MaxWindowNotional = new Money(1_000_000_000m),
        MessagesPerMinute = 100_000,
        MaxPositionQuantity = new Quantity(1_000_000m),
        RestrictedSymbols = [new Symbol("XYZ")],
        MinConfidence = 0.5m,
        Cooldown = TimeSpan.FromMilliseconds(1),
        MaxMarkAge = TimeSpan.FromMinutes(15),
        MaxVolumeShare = 0.1m,
        AuthorisedCallers = [new CallerId("desk")],
        RequireListedStrategy = true,
        MaxStrategyExecutions = 100_000,
        MaxSectorShare = 0.5m,
        MaxCorrelation = 0.7m,
        MaxValueAtRisk = 0.05m,
        MaxStressLoss = 0.3m,
        StopGuardStops = 3,
        MinProfit = -0.1m,
        MaxWindowDrawdown = 0.1m,
    };
}
