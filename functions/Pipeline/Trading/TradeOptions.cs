using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>How this host trades.</summary>
public sealed record TradeOptions
{
    public required AccountId Account { get; init; }

    /// <summary>Name of market and broker; part of every order id, so that a replay's ids never meet a live account's.</summary>
    public required string Environment { get; init; }

    /// <summary>Name of this host, the same one after a restart: it knows its own unfinished claims by it.</summary>
    public required string Owner { get; init; }

    /// <summary>No call to the broker begins later than this after the claim. Default 10 s.</summary>
    public TimeSpan SendWindow { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an order without an answer is looked up before it counts as lost. Default 60 s.</summary>
    public TimeSpan LookupWindow { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a passed reconciliation lets trading go on. Default one day.</summary>
    public TimeSpan ReconciliationLife { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// How long books and a broker without an event journal must differ by the same amount before the broker's word is taken over: an execution may be
    /// on its way, and a read may be an old one. Default 5 s.
    /// </summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Part of the books' equity beyond which a difference is large. Default 25 %.</summary>
    public decimal LargeDifference { get; init; } = 0.25m;

    /// <summary>
    /// How long a large difference must stand, over several reconciliations, before it is taken over: an empty list of positions may be an answer gone wrong for
    /// longer than a moment. Default 5 minutes, in which trading is reduced as by any disagreement.
    /// </summary>
    public TimeSpan LargeSettleTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an entry may work before what has not filled is cancelled; null for ever. Default null.</summary>
    public TimeSpan? UnfilledTimeout { get; init; }

    /// <summary>How long an exit with a limit price may work before it is moved to the market's price; null for ever. Default null.</summary>
    public TimeSpan? ExitTimeout { get; init; }

    /// <summary>How often such an exit is moved before it goes at the market. Default 1.</summary>
    public int ExitReprices { get; init; } = 1;

    /// <summary>How much of a span of time counts for orders that work: default the time that New York sessions were open.</summary>
    public Func<DateTime, DateTime, TimeSpan> OpenTimeBetween { get; init; } = ExchangeCalendar.OpenTimeBetween;

    /// <summary>How far before the last reconciliation orders of others are looked for: clocks differ, and an order may be submitted while one reads. Default 2 minutes.</summary>
    public TimeSpan RecentOverlap { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How old a queued signal may become while it waits for the message budget. Default 5 minutes.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Age up to which the prices that value other positions are used again. Default 0: only within the same instant, as virtual time needs it.</summary>
    public TimeSpan MarkLife { get; init; }

    /// <summary>Whether a strategy may only reduce at a UTC time, because its positions are being closed before the session ends. Default: never.</summary>
    public Func<StrategyId, DateTime, bool> IsClosingTime { get; init; } = static (_, _) => false;

    /// <summary>Whether the market is open at a UTC time. Default: the New York calendar.</summary>
    public Func<DateTime, bool> IsMarketOpen { get; init; } = ExchangeCalendar.IsOpen;
}

/// <summary>The rules in force; whoever changes them replaces the whole.</summary>
public sealed class TradingRulesSource(Domain.Risk.TradingRules initial)
{
    private volatile Domain.Risk.TradingRules current = initial;

    private readonly Lock gate = new();

    public Domain.Risk.TradingRules Current
    {
        get => current;
        set => current = value;
    }

    /// <summary>Makes new rules out of those in force; two that do so at once do not undo each other.</summary>
    public void Update(Func<Domain.Risk.TradingRules, Domain.Risk.TradingRules> change)
    {
        lock (gate)
        {
            current = change(current);
        }
    }
}
