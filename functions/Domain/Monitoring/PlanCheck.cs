using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Strategies;

namespace TradingFunctions.Domain.Monitoring;

/// <summary>One check of one plan: the working state of <see cref="PlanEvaluator.Evaluate"/>.</summary>
internal ref struct PlanCheck
{
    private readonly MonitoringPlan plan;
    private readonly ref readonly CheckInput input;
    private readonly ReadOnlySpan<double> closes;
    private readonly ReadOnlySpan<double> volumes;
    private readonly ReadOnlySpan<long> endTicks;
    private readonly StrategyReadings? strategies;
    private readonly DateTime evaluatedToUtc;
    private readonly bool isNewVersion;
    private readonly int barCount;
    private TriggerMark[] marks;
    private bool ownsMarks;
    private uint met;
    private double bestPrice;
    private List<FiredTrigger>? fired;

    private readonly bool IsWatching => input.State is MonitorState.Scanning or MonitorState.Holding;

    public PlanCheck(MonitoringPlan plan, in CheckInput input)
    {
        this.plan = plan;
        this.input = ref input;
        endTicks = input.Bars.EndTicks;
        closes = input.Bars.Closes;
        volumes = input.Bars.Volumes;
        for (barCount = endTicks.Length; barCount > 0 && endTicks[barCount - 1] > input.NowUtc.Ticks; barCount--)
        {
        }

        strategies = input.Strategies is { } reader ? new StrategyReadings(reader, input.Symbol, input.Bars, input.Position, input.NowUtc) : null;
        var memory = input.Memory;
        isNewVersion = memory.PlanVersion != plan.Version || memory.Marks is null;
        evaluatedToUtc = memory.Marks is null ? plan.ValidFromUtc.AddTicks(-1) : memory.EvaluatedToUtc;
        (marks, met) = isNewVersion ? TakeOver(plan, memory) : (memory.Marks!, memory.Met);
        ownsMarks = isNewVersion;
        TakePosition(memory);
    }

    public CheckOutcome Run()
    {
        var nowUtc = input.NowUtc;
        if (nowUtc < evaluatedToUtc || nowUtc == evaluatedToUtc && !isNewVersion)
        {
            return new CheckOutcome(input.Memory, [], 0);
        }

        var bars = LookAtBars();
        LookAt(Now());
        return new CheckOutcome(Remember(), fired is null ? [] : [.. fired], IsWatching ? bars : 0);
    }

    /// <summary>The time of the check, with all bars that have ended.</summary>
    public Moment Now()
    {
        var lastBarUtc = barCount > 0 ? new DateTime(endTicks[barCount - 1], DateTimeKind.Utc) : DateTime.MinValue;
        var isTradeNewer = input.LastPrice > 0 && input.LastPriceUtc >= lastBarUtc && input.LastPriceUtc <= input.NowUtc;
        var price = isTradeNewer ? input.LastPrice : barCount > 0 ? closes[barCount - 1] : 0;
        var priceUtc = isTradeNewer ? input.LastPriceUtc : lastBarUtc;
        var quote = input.Quote is { IsTwoSided: true } given && given.AtUtc <= input.NowUtc ? given : BarQuote(barCount - 1);
        if (priceUtc > input.Position.EntryUtc)
        {
            ImproveBest(price);
        }

        // Without any price yet it is stale since the plan began.
        return At(input.NowUtc, barCount, price, price > 0 ? priceUtc : plan.ValidFromUtc, quote);
    }

    private int LookAtBars()
    {
        var first = barCount;
        while (first > 0 && endTicks[first - 1] > evaluatedToUtc.Ticks)
        {
            first--;
        }

        for (var i = first; i < barCount; i++)
        {
            ImproveBest(i);
            // What ends at the time of the check is looked at there.
            if (endTicks[i] < input.NowUtc.Ticks)
            {
                var endUtc = new DateTime(endTicks[i], DateTimeKind.Utc);
                LookAt(At(endUtc, i + 1, closes[i], endUtc, BarQuote(i)));
            }
        }

        return barCount - first;
    }

    private void LookAt(in Moment moment)
    {
        if (!IsWatching || !plan.IsInForce(moment.AtUtc))
        {
            return;
        }

        for (var i = 0; i < plan.Triggers.Length; i++)
        {
            var trigger = plan.Triggers[i];
            if (IsLookedAt(trigger, moment.AtUtc))
            {
                var bit = 1u << i;
                var wasMet = (met & bit) != 0;
                var isMet = IsMet(trigger, moment);
                met = isMet ? met | bit : met & ~bit;
                if (isMet && MayFire(trigger, wasMet, marks[i].LastFiredUtc, moment.AtUtc))
                {
                    Fire(i, moment);
                }
            }
        }
    }

    private readonly bool IsLookedAt(PlanTrigger trigger, DateTime atUtc) => trigger.Intent switch
    {
        AlertIntent.Enter => input.State == MonitorState.Scanning && MayEnter(trigger.Strategy),
        // A bar from before the entry is no reason to leave.
        AlertIntent.Exit => input.State == MonitorState.Holding && !input.Position.IsFlat && atUtc >= input.Position.EntryUtc && MayLeave(trigger.Strategy),
        AlertIntent.Review => MayEnter(trigger.Strategy),
        _ => true,
    };

    private readonly bool MayEnter(StrategyId? strategy) => strategy is not { } one || strategies?.Enters(one) == true;

    /// <summary>Whether an exit of a strategy is for the open position: its own, or, of the plan's strategy, one that nobody looks after.</summary>
    private readonly bool MayLeave(StrategyId? strategy) =>
        strategy is null || strategy == input.Position.Strategy || (strategy == plan.Strategy && !IsLookedAfter(input.Position.Strategy));

    private readonly bool IsLookedAfter(StrategyId? opener)
    {
        if (opener is not { } strategy || strategies?.LooksAfter(strategy) != true)
        {
            return false;
        }

        foreach (var trigger in plan.Triggers)
        {
            if (trigger.Intent == AlertIntent.Exit && trigger.Strategy == strategy)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMet(PlanTrigger trigger, in Moment moment)
    {
        var any = trigger.Combine == Combination.Any;
        foreach (var condition in trigger.Conditions)
        {
            if (ConditionReading.Of(condition, moment).IsMet == any)
            {
                return any;
            }
        }

        return !any;
    }

    private static bool MayFire(PlanTrigger trigger, bool wasMet, DateTime? lastFiredUtc, DateTime atUtc)
    {
        if (wasMet && trigger.OncePer != OncePer.Check)
        {
            return false;
        }

        return lastFiredUtc is not { } last || trigger.OncePer switch
        {
            OncePer.Run => false,
            OncePer.Day when ExchangeCalendar.ToNewYork(last).Date == ExchangeCalendar.ToNewYork(atUtc).Date => false,
            _ => atUtc - last >= TimeSpan.FromSeconds(trigger.CooldownSeconds),
        };
    }

    private void Fire(int index, in Moment moment)
    {
        var trigger = plan.Triggers[index];
        Mark(index, moment.AtUtc);
        if (!IsLetThrough(trigger, moment))
        {
            return;
        }

        var kinds = new List<ConditionKind>(trigger.Conditions.Length);
        var data = new SortedList<string, double>(StringComparer.Ordinal) { ["price"] = Math.Round(moment.Price, 9) };
        StrategySignal? signal = null;
        for (var i = 0; i < trigger.Conditions.Length; i++)
        {
            var condition = trigger.Conditions[i];
            var reading = ConditionReading.Of(condition, moment);
            if (reading.IsMet)
            {
                kinds.Add(condition.Kind);
                signal ??= ConditionReading.SignalOf(condition, moment);
            }

            var name = ConditionReading.FigureOf(condition.Kind);
            if (double.IsFinite(reading.Observed) && !data.TryAdd(name, reading.Observed) && name != "price")
            {
                data.Add($"{name}.{i + 1}", reading.Observed);
            }
        }

        (fired ??= []).Add(new FiredTrigger(
            trigger.Name, trigger.Intent, moment.AtUtc, moment.Price, [.. kinds], data, signal is null ? trigger.Confidence : Math.Round(signal.Confidence, 9), signal?.Reason));
    }

    private void Mark(int index, DateTime firedUtc)
    {
        if (!ownsMarks)
        {
            marks = [.. marks];
            ownsMarks = true;
        }

        marks[index] = marks[index] with { LastFiredUtc = firedUtc };
    }

    private static bool IsLetThrough(PlanTrigger trigger, in Moment moment)
    {
        foreach (var guard in trigger.Guards ?? [])
        {
            if (!ConditionReading.Of(guard, moment).IsMet)
            {
                return false;
            }
        }

        return true;
    }

    private readonly Moment At(DateTime atUtc, int bars, double price, DateTime priceUtc, Quote quote) => new()
    {
        AtUtc = atUtc,
        Price = price,
        PriceUtc = priceUtc,
        Quote = quote,
        BestPrice = bestPrice,
        IsShort = input.Position.Side == Side.Sell,
        Closes = closes[..bars],
        Volumes = volumes[..bars],
        EndTicks = endTicks[..bars],
        Strategies = IsNews(bars, atUtc) ? strategies : null,
        HasPosition = !input.Position.IsFlat,
    };

    /// <summary>A signal on a bar is acted on for the length of a bar, in time of open sessions.</summary>
    private readonly bool IsNews(int bars, DateTime atUtc)
    {
        if (strategies is null || bars == 0)
        {
            return false;
        }

        var endUtc = new DateTime(endTicks[bars - 1], DateTimeKind.Utc);
        return endUtc == atUtc || ExchangeCalendar.OpenTimeBetween(endUtc, atUtc).Ticks <= endTicks[bars - 1] - input.Bars.StartTicks[bars - 1];
    }

    private readonly Quote BarQuote(int index) => index < 0
        ? default
        : new Quote(new DateTime(endTicks[index], DateTimeKind.Utc), input.Bars.Bids[index], input.Bars.Asks[index]);

    private readonly CheckMemory Remember() =>
        new(plan.Version, input.NowUtc, met, marks, input.Position.IsFlat ? null : input.Position.EntryUtc, bestPrice);

    /// <summary>Marks and bits of a new version, taken over from the old by name.</summary>
    private static (TriggerMark[] Marks, uint Met) TakeOver(MonitoringPlan plan, in CheckMemory memory)
    {
        var taken = new TriggerMark[plan.Triggers.Length];
        var bits = 0u;
        for (var i = 0; i < taken.Length; i++)
        {
            var name = plan.Triggers[i].Name;
            var old = memory.Marks is null ? -1 : Array.FindIndex(memory.Marks, m => string.Equals(m.Name, name, StringComparison.Ordinal));
            taken[i] = old >= 0 ? memory.Marks![old] : new TriggerMark(name, LastFiredUtc: null);
            bits |= old >= 0 && (memory.Met >> old & 1) != 0 ? 1u << i : 0;
        }

        return (taken, bits);
    }

    private void TakePosition(in CheckMemory memory)
    {
        var position = input.Position;
        if (position.IsFlat)
        {
            return;
        }

        if (memory.PositionSinceUtc == position.EntryUtc)
        {
            bestPrice = memory.BestPrice;
            ImproveBest(position.BestPrice);
            return;
        }

        StartExitsAfresh();
        bestPrice = (double)position.AverageEntryPrice.Amount;
        ImproveBest(position.BestPrice);
        for (var i = 0; i < barCount && endTicks[i] <= evaluatedToUtc.Ticks; i++)
        {
            ImproveBest(i);
        }
    }

    /// <summary>What fired for the last position says nothing about this one.</summary>
    private void StartExitsAfresh()
    {
        for (var i = 0; i < plan.Triggers.Length; i++)
        {
            if (plan.Triggers[i] is { Intent: AlertIntent.Exit, OncePer: OncePer.Edge or OncePer.Check })
            {
                met &= ~(1u << i);
                if (marks[i].LastFiredUtc is not null)
                {
                    marks = ownsMarks ? marks : [.. marks];
                    ownsMarks = true;
                    marks[i] = marks[i] with { LastFiredUtc = null };
                }
            }
        }
    }

    // The bar in which the position was opened may have had its extremes before that.
    private void ImproveBest(int bar)
    {
        var entryTicks = input.Position.EntryUtc.Ticks;
        if (input.Position.IsFlat || endTicks[bar] <= entryTicks)
        {
            return;
        }

        var isWhole = input.Bars.StartTicks[bar] >= entryTicks;
        var extreme = input.Position.Side == Side.Buy ? input.Bars.Highs[bar] : input.Bars.Lows[bar];
        ImproveBest(isWhole ? extreme : closes[bar]);
    }

    private void ImproveBest(double price)
    {
        if (!input.Position.IsFlat && price > 0)
        {
            bestPrice = input.Position.Side == Side.Buy ? Math.Max(bestPrice, price) : Math.Min(bestPrice, price);
        }
    }
}
