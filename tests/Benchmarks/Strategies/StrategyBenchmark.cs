using System.Diagnostics;
using TradingFunctions.Benchmarks.Reporting;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Strategies;

namespace TradingFunctions.Benchmarks.Strategies;

/// <summary>Evaluations of each built-in strategy over made-up minutes, one after another on one thread, as the monitors ask for them: the window of each bar.</summary>
internal static class StrategyBenchmark
{
    private const int Sessions = 100;
    private const int MinutesPerSession = 390;
    private const int Rounds = 5;

    public static void Run(Report report)
    {
        var bars = Bars();
        foreach (var definition in BuiltInStrategies.All)
        {
            var strategy = definition.Create().Strategy!;
            var rates = new List<double>();
            var signals = new StrategySignal[bars.Count];
            var allocated = 0d;
            for (var round = 0; round <= Rounds; round++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                var began = Stopwatch.GetTimestamp();
                StrategySeries.Run(strategy, bars, 0, signals);
                var rate = bars.Count / Stopwatch.GetElapsedTime(began).TotalSeconds;
                allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)bars.Count;
                if (round > 0)
                    rates.Add(rate);
            }

            var acted = signals.Count(signal => signal.Action != Domain.Signals.SignalAction.Hold) * 100.0 / signals.Length;
            report.Add(Row.Of("strategies", definition.Id.Value, "bars/s", rates, FormattableString.Invariant($"{acted:0.0} % of bars signal, {allocated:0} bytes a bar")));
        }
    }

    private static BarSeries Bars()
    {
        var random = new Random(1);
        var bars = new BarSeries(new Symbol("BENCH"), Sessions * MinutesPerSession);
        var session = ExchangeCalendar.NextSession(new DateOnly(2024, 1, 1));
        var price = 100.0;
        for (var day = 0; day < Sessions; day++, session = ExchangeCalendar.NextSession(session.Date))
        {
            for (var minute = 0; minute < MinutesPerSession && session.OpenUtc.AddMinutes(minute) < session.CloseUtc; minute++)
            {
                var (start, open) = (session.OpenUtc.AddMinutes(minute), price);
                price *= 1 + (random.NextDouble() - 0.5) * 0.004;
                bars.Append(new Bar(start, start.AddMinutes(1), open, Math.Max(open, price) * 1.0005, Math.Min(open, price) * 0.9995, price, random.Next(0, 5000)));
            }
        }

        return bars;
    }
}
