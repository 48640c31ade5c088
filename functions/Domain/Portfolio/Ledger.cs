using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>The account's header document: every transaction of the partition replaces it, which is what serialises them.</summary>
/// <remarks>Always: equity = <see cref="StartEquity"/> + <see cref="RealizedPnl"/> + unrealised P&amp;L - <see cref="Fees"/>, and cash + cost of positions = <see cref="StartEquity"/> + <see cref="RealizedPnl"/> - <see cref="Fees"/>.</remarks>
public sealed record Ledger
{
    public required AccountId Account { get; init; }

    /// <summary>Cash and cost of positions at the start, adoptions from the broker included.</summary>
    public Money StartEquity { get; init; }

    public Money Cash { get; init; }

    public Money RealizedPnl { get; init; }

    public Money Fees { get; init; }

    /// <summary>Highest equity seen at a decision.</summary>
    public Money PeakEquity { get; init; }

    /// <summary>The last trading day that was closed; null before the first.</summary>
    public DayMark? Day { get; init; }

    /// <summary>Exposure reserved by working entries.</summary>
    public Money ReservedExposure { get; init; }

    /// <summary>Sum of open stop distances, working entries counted.</summary>
    public Money OpenRisk { get; init; }

    public TradingState State { get; init; }

    public string? StateReason { get; init; }

    public DateTime? StateSinceUtc { get; init; }

    /// <summary>Rises with every change of the state; 0 before the first.</summary>
    public long StateVersion { get; init; }

    /// <summary>The last change of the state; null before the first.</summary>
    public StateChange? LastChange { get; init; }

    public RateBudget Rate { get; init; }

    public WindowCount Window { get; init; }

    /// <summary>Strategies that are counted or switched off, ordinal; null where there are none.</summary>
    public StrategyActivity[]? Strategies { get; init; }

    /// <summary>Last event number of the broker's journal that the books hold.</summary>
    public long EventCursor { get; init; }

    /// <summary>Number of the last entry of the account's log.</summary>
    public long LogSequence { get; init; }

    /// <summary>Number of the last order that the books met.</summary>
    public long OrderSequence { get; init; }

    /// <summary>Until when the last reconciliation counts; null before the first.</summary>
    public DateTime? ReconciledUntilUtc { get; init; }

    /// <summary>Loss since the last close of a day as a share of equity then, by P&amp;L alone: money that came or went since is no loss.</summary>
    /// <param name="equity">Of now.</param>
    /// <returns>Negative for a gain; null where there was no equity.</returns>
    public decimal? DayLoss(Money equity)
    {
        var before = Day?.Pnl ?? Money.Zero;
        var then = StartEquity + before;
        return then > Money.Zero ? (before - (equity - StartEquity)).Amount / then.Amount : null;
    }

    /// <summary>Fall of equity from its peak, as a share of the peak; null where there never was any.</summary>
    /// <param name="equity">Of now.</param>
    public decimal? Drawdown(Money equity)
    {
        var peak = equity > PeakEquity ? equity : PeakEquity;
        return peak > Money.Zero ? (peak - equity).Amount / peak.Amount : null;
    }

    /// <summary>Null where nothing was counted.</summary>
    public StrategyActivity? Activity(StrategyId strategy)
    {
        foreach (var activity in Strategies ?? [])
        {
            if (activity.Id == strategy)
            {
                return activity;
            }
        }

        return null;
    }
}

/// <summary>Where a trading day ended: what the loss of the next one is measured from.</summary>
/// <param name="Session">New York date.</param>
/// <param name="Pnl">Realised and unrealised P&amp;L less fees, all since the start: money that comes or goes does not move it.</param>
public readonly record struct DayMark(DateOnly Session, Money Pnl);

/// <summary>Token bucket of messages to the broker.</summary>
/// <param name="Used">Messages not yet given back by time.</param>
/// <param name="AtUtc">When <paramref name="Used"/> was computed.</param>
public readonly record struct RateBudget(decimal Used, DateTime AtUtc)
{
    /// <summary>Messages in use at a time: they come back evenly over a minute.</summary>
    public decimal UsedAt(DateTime nowUtc, int perMinute) =>
        Used == 0m || nowUtc <= AtUtc ? Used : Math.Max(0m, Used - ((decimal)(nowUtc - AtUtc).TotalMinutes * perMinute));

    public RateBudget Take(DateTime nowUtc, int perMinute, decimal messages = 1m) => new(UsedAt(nowUtc, perMinute) + messages, nowUtc);
}

/// <summary>Entries inside the running window and the one before it; both together never cover less than one whole window.</summary>
/// <param name="StartUtc">Start of the running window.</param>
/// <param name="Quantity">Shares of its entries.</param>
public readonly record struct WindowCount(
    DateTime StartUtc, int Orders, Money Notional, int PreviousOrders, Money PreviousNotional, Quantity Quantity = default, Quantity PreviousQuantity = default)
{
    /// <summary>The counts as of a time, older windows dropped.</summary>
    public WindowCount At(DateTime nowUtc, TimeSpan window)
    {
        var start = new DateTime(nowUtc.Ticks - (nowUtc.Ticks % window.Ticks), DateTimeKind.Utc);
        if (start == StartUtc)
        {
            return this;
        }

        return start - StartUtc == window
            ? new WindowCount(start, 0, Money.Zero, Orders, Notional, PreviousQuantity: Quantity)
            : new WindowCount(start, 0, Money.Zero, 0, Money.Zero);
    }

    public WindowCount Add(Money notional, Quantity quantity) => this with { Orders = Orders + 1, Notional = Notional + notional, Quantity = Quantity + quantity };

    /// <summary>The counts without an entry that was added at a time: to decide on it once more.</summary>
    public WindowCount Without(DateTime addedUtc, TimeSpan window, Money notional, Quantity quantity) => addedUtc >= StartUtc
        ? this with { Orders = Orders - 1, Notional = Notional - notional, Quantity = Less(Quantity, quantity) }
        : addedUtc >= StartUtc - window
            ? this with { PreviousOrders = PreviousOrders - 1, PreviousNotional = PreviousNotional - notional, PreviousQuantity = Less(PreviousQuantity, quantity) }
            : this;

    public int TotalOrders => Orders + PreviousOrders;

    public Money TotalNotional => Notional + PreviousNotional;

    public Quantity TotalQuantity => Quantity + PreviousQuantity;

    /// <summary>A header of before shares were counted has none to take off.</summary>
    private static Quantity Less(Quantity from, Quantity part) => from > part ? from - part : default;
}
