using System.Text.Json;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Planning;

namespace TradingFunctions.Pipeline.Tests.Planning;

/// <summary>A session of made-up minutes, and the plan that the rules write two hours into it.</summary>
internal sealed class PlanningSamples
{
    public static readonly RunId Run = new("main-20240306");
    public static readonly Symbol Symbol = new("AAPL");

    /// <summary>09:30 New York.</summary>
    public static readonly DateTime Open = new(2024, 3, 6, 14, 30, 0, DateTimeKind.Utc);

    public const int PlannedAfter = 120;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public PlanningSamples(int seed, Symbol? symbol = null)
    {
        var random = new Random(seed);
        Bars = new BarSeries(symbol ?? Symbol);
        var price = 100.0;
        for (var i = 0; i < 300; i++)
        {
            var open = price;
            price = Math.Round(price * (1 + (random.NextDouble() - 0.495) * 0.004), 2);
            var spike = random.Next(30) == 0 ? 8 : 1;
            Bars.Append(new Bar(Open.AddMinutes(i), Open.AddMinutes(i + 1), open, Math.Max(open, price) + 0.02, Math.Min(open, price) - 0.02, price, random.Next(500, 1500) * spike, price - 0.01, price + 0.01));
        }

        var at = Open.AddMinutes(PlannedAfter);
        Rules = RuleBasedPlanner.Plan(
            new PlanRequest(Run, Bars.Symbol, 1, at, Open.AddMinutes(391), Minute, Bars.WindowAt(at), ["moved +1.20 % over 20 bars"]), PlannerSettings.Default);
        Facts = new PlanFacts(Rules, Snapshot(at), default, Minute, Cause: null);
    }

    public BarSeries Bars { get; }

    public MonitoringPlan Rules { get; }

    public PlanFacts Facts { get; }

    public string[] Entries => [.. Rules.Triggers.Where(t => t.Intent == AlertIntent.Enter).Select(t => t.Name)];

    public SymbolSnapshot Snapshot(DateTime at)
    {
        var window = Bars.WindowAt(at);
        return new SymbolSnapshot(Bars.Symbol, at, window.Last.Close, window.Last.EndUtc, new Quote(window.Last.EndUtc, window.Last.Bid, window.Last.Ask), window);
    }

    /// <summary>What a plan raises, check by check, while the symbol is flat.</summary>
    public List<FiredTrigger> Fire(MonitoringPlan plan)
    {
        var fired = new List<FiredTrigger>();
        CheckMemory memory = default;
        for (var minute = PlannedAfter; minute <= 300; minute++)
        {
            var outcome = PlanEvaluator.Evaluate(plan, CheckInput.From(Snapshot(Open.AddMinutes(minute)), default, MonitorState.Scanning, memory));
            memory = outcome.Memory;
            fired.AddRange(outcome.Fired);
        }

        return fired;
    }

    /// <summary>An answer that keeps the first entry, smaller and guarded.</summary>
    public string Answer(double size = 0.5, double confidence = 0.4, string? symbol = null, string reason = "The open was wild.") => JsonSerializer.Serialize(new
    {
        symbol = symbol ?? Bars.Symbol.Value,
        reason,
        entries = Entries.Length == 0 ? [] : new object[] { new { name = Entries[0], confidence, size, guards = new object[] { new { kind = "PriceAbove", price = 1 } } } },
        watches = new object[] { new { name = "falls", intent = "Review", combine = "All", conditions = new object[] { new { kind = "PriceBelow", price = 50 } } } },
    });
}
