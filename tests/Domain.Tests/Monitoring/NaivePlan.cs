using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Tests.Monitoring;

/// <summary>A second, slow definition of what a plan means, written from its documentation.</summary>
internal sealed class NaivePlan(MonitoringPlan plan, IReadOnlyList<Bar> bars, MonitorState state, PositionContext position)
{
    private readonly Dictionary<string, bool> wasMet = plan.Triggers.ToDictionary(t => t.Name, _ => false);
    private readonly Dictionary<string, DateTime> lastFired = [];

    /// <summary>All (trigger, moment) that fire when checks are made at these times.</summary>
    public List<(string Trigger, DateTime AtUtc)> Fires(IEnumerable<DateTime> checks)
    {
        var fires = new List<(string, DateTime)>();
        var done = plan.ValidFromUtc.AddTicks(-1);
        foreach (var check in checks)
        {
            var ends = bars.Select(b => b.EndUtc).Where(e => e > done && e < check);
            foreach (var at in ends.Append(check).Where(at => at >= plan.ValidFromUtc && at < plan.ValidToUtc))
            {
                fires.AddRange(plan.Triggers.Where(t => FiresAt(t, at)).Select(t => (t.Name, at)));
            }

            done = check;
        }

        return fires;
    }

    private bool FiresAt(PlanTrigger trigger, DateTime at)
    {
        if (trigger.Intent == AlertIntent.Enter && state != MonitorState.Scanning || trigger.Intent == AlertIntent.Exit && (state != MonitorState.Holding || at < position.EntryUtc))
        {
            return false;
        }

        var isMet = trigger.Combine == Combination.All ? trigger.Conditions.All(c => IsMet(c, at)) : trigger.Conditions.Any(c => IsMet(c, at));
        var becomesMet = isMet && !wasMet[trigger.Name];
        wasMet[trigger.Name] = isMet;
        var firedBefore = lastFired.TryGetValue(trigger.Name, out var last);
        var fires = trigger.OncePer switch
        {
            OncePer.Edge => becomesMet && (!firedBefore || at >= last.AddSeconds(trigger.CooldownSeconds)),
            OncePer.Check => isMet && (!firedBefore || at >= last.AddSeconds(trigger.CooldownSeconds)),
            // Scenarios last less than a New York day.
            OncePer.Day or OncePer.Run => becomesMet && !firedBefore,
            _ => throw new InvalidOperationException(),
        };
        if (fires)
        {
            lastFired[trigger.Name] = at;
        }

        return fires;
    }

    private bool IsMet(PlanCondition c, DateTime at)
    {
        var known = bars.Where(b => b.EndUtc <= at).ToList();
        var closes = known.ConvertAll(b => b.Close);
        if (known.Count == 0)
        {
            return c.Kind switch
            {
                ConditionKind.TimeOfDay => InHours(c, at),
                ConditionKind.StaleData => (at - plan.ValidFromUtc).TotalSeconds > c.Seconds,
                _ => false,
            };
        }

        var price = closes[^1];
        switch (c.Kind)
        {
            case ConditionKind.PriceAbove:
                return price > c.Price;
            case ConditionKind.PriceBelow:
                return price < c.Price;
            case ConditionKind.ChangeOverWindow:
                var then = c.Minutes is { } minutes ? known.FindAll(b => b.EndUtc <= at.AddMinutes(-minutes)) : known.SkipLast(c.Bars!.Value).ToList();
                return then.Count > 0 && (c.Fraction > 0 ? price / then[^1].Close - 1 >= c.Fraction : price / then[^1].Close - 1 <= c.Fraction);
            case ConditionKind.VolumeSpike:
                var before = known.SkipLast(1).TakeLast(c.Bars!.Value).ToList();
                return before.Count == c.Bars && before.Sum(b => b.Volume) > 0 && known[^1].Volume >= c.Multiple * before.Average(b => b.Volume);
            case ConditionKind.MovingAverageCross:
                return closes.Count > c.Slow && Crosses(c, closes);
            case ConditionKind.Rsi:
                return closes.Count > c.Period && (c.Relation == Relation.Above ? Rsi(closes, c.Period!.Value) > c.Level : Rsi(closes, c.Period!.Value) < c.Level);
            case ConditionKind.Spread:
                return known[^1] is { Bid: > 0 } b && b.Ask >= b.Bid && (b.Ask - b.Bid) / ((b.Ask + b.Bid) / 2) > c.Fraction;
            case ConditionKind.StaleData:
                return (at - known[^1].EndUtc).TotalSeconds > c.Seconds;
            case ConditionKind.TimeOfDay:
                return InHours(c, at);
            case ConditionKind.TrailingStop:
                return Trails(c, known, price);
            case ConditionKind.StrategyBuy:
                return Step(known, at) > 0;
            case ConditionKind.StrategySell:
                return Step(known, at) < 0;
            case ConditionKind.StrategyExit:
                return !position.IsFlat && (position.Side == Side.Buy ? Step(known, at) < 0 : Step(known, at) > 0);
            default:
                throw new InvalidOperationException();
        }
    }

    // Scenarios lie in October: New York is four hours behind.
    private static bool InHours(PlanCondition c, DateTime at) => at.AddHours(-4).TimeOfDay >= c.From!.Value.ToTimeSpan() && at.AddHours(-4).TimeOfDay < c.To!.Value.ToTimeSpan();

    // The strategy of the scenarios: up, down or nothing, and old news after the length of a bar.
    private static double Step(List<Bar> known, DateTime at) =>
        known.Count < 2 || at - known[^1].EndUtc > known[^1].EndUtc - known[^1].StartUtc ? 0 : known[^1].Close - known[^2].Close;

    private static bool Crosses(PlanCondition c, List<double> closes)
    {
        var now = closes.TakeLast(c.Fast!.Value).Average().CompareTo(closes.TakeLast(c.Slow!.Value).Average());
        var before = closes.SkipLast(1).TakeLast(c.Fast!.Value).Average().CompareTo(closes.SkipLast(1).TakeLast(c.Slow!.Value).Average());
        return c.Relation == Relation.Above ? before <= 0 && now > 0 : before >= 0 && now < 0;
    }

    private static double Rsi(List<double> closes, int period)
    {
        var last = closes.TakeLast(5 * period + 1).ToList();
        var changes = last.Zip(last.Skip(1), (a, b) => b - a).ToList();
        var up = changes.Take(period).Sum(d => d > 0 ? d : 0) / period;
        var down = changes.Take(period).Sum(d => d < 0 ? -d : 0) / period;
        foreach (var change in changes.Skip(period))
        {
            up = (up * (period - 1) + (change > 0 ? change : 0)) / period;
            down = (down * (period - 1) + (change < 0 ? -change : 0)) / period;
        }

        return up + down == 0 ? 50 : 100 - 100 / (1 + up / down);
    }

    private bool Trails(PlanCondition c, List<Bar> known, double price)
    {
        if (position.IsFlat)
        {
            return false;
        }

        var since = known.FindAll(b => b.StartUtc >= position.EntryUtc);
        var entry = (double)position.AverageEntryPrice.Amount;
        var partial = known.FindAll(b => b.EndUtc > position.EntryUtc && b.StartUtc < position.EntryUtc).ConvertAll(b => b.Close);
        return position.Side == Side.Buy
            ? 1 - price / since.ConvertAll(b => b.High).Concat(partial).Append(entry).Max() >= c.Fraction
            : price / since.ConvertAll(b => b.Low).Concat(partial).Append(entry).Min() - 1 >= c.Fraction;
    }
}
