using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Tests.Monitoring;

/// <summary>Objects that are good as they are; a test names what matters to it.</summary>
internal static class Some
{
    public static readonly Symbol Symbol = new("IBM");

    public static readonly RunId Run = new("2013-10-08");

    /// <summary>09:30 New York on an ordinary Tuesday.</summary>
    public static readonly DateTime Open = new(2013, 10, 8, 13, 30, 0, DateTimeKind.Utc);

    public static DateTime Minute(double minutes) => Open.AddMinutes(minutes);

    /// <summary>Minute bars from the open: bar n starts n minutes after it.</summary>
    public static BarSeries Bars(params double[] closes) => Bars(closes, closes.Select(_ => 100.0).ToArray());

    public static BarSeries Bars(double[] closes, double[] volumes)
    {
        var series = new BarSeries(Symbol);
        for (var i = 0; i < closes.Length; i++)
        {
            series.Append(new Bar(Minute(i), Minute(i + 1), closes[i], closes[i], closes[i], closes[i], volumes[i]));
        }

        return series;
    }

    public static PlanTrigger Trigger(PlanCondition condition, AlertIntent intent = AlertIntent.Inform, string name = "t", OncePer oncePer = OncePer.Edge, int cooldown = 0) =>
        new(name, intent, [condition], CooldownSeconds: cooldown, OncePer: oncePer);

    public static MonitoringPlan Plan(params PlanTrigger[] triggers) => new(
        Run, Symbol, Version: 1, PlanAuthor.Rules, new StrategyId("rules"), Open, Open.AddDays(1), triggers, ["picked by a test"]);

    public static PositionContext Long(double entry, DateTime entryUtc, double best = 0) => new(Side.Buy, new Quantity(10), Price.From(entry), entryUtc, best);

    public static PositionContext Short(double entry, DateTime entryUtc, double best = 0) => new(Side.Sell, new Quantity(10), Price.From(entry), entryUtc, best);

    /// <summary>A check that knows the bars up to its time, with the last close as the last price.</summary>
    public static CheckInput Check(
        BarSeries bars,
        DateTime nowUtc,
        CheckMemory memory = default,
        MonitorState state = MonitorState.Scanning,
        PositionContext position = default,
        Quote? quote = null,
        (double Price, DateTime AtUtc)? last = null)
    {
        var window = bars.WindowAt(nowUtc);
        var (price, at) = last ?? (window.IsEmpty ? (0, nowUtc) : (window.Last.Close, window.Last.EndUtc));
        return new CheckInput(Symbol, nowUtc, window, quote, price, at, position, state, memory);
    }
}
