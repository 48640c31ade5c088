using System.Text.Json.Serialization;
using TradingFunctions.Domain.Signals;

namespace TradingFunctions.Domain.Monitoring;

/// <summary>What is done about an alert.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecisionKind>))]
public enum DecisionKind { Trade, UpdatePlan, Ignore }

/// <summary>Why it was decided so.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecisionReason>))]
public enum DecisionReason
{
    /// <summary>Trade: the plan's entry was met and nothing speaks against it.</summary>
    EntryMet,

    /// <summary>Trade: the plan's exit was met.</summary>
    ExitMet,

    /// <summary>Update the plan: it asked for a review.</summary>
    ReviewAsked,

    /// <summary>Update the plan: it has expired while a position is open.</summary>
    PlanOutOfDate,

    /// <summary>Ignore: the alert is for information.</summary>
    InformOnly,

    /// <summary>Ignore: an entry, but a position is open.</summary>
    AlreadyHolding,

    /// <summary>Ignore: an exit, but there is no position.</summary>
    NothingToExit,

    /// <summary>Ignore: an entry that took too long to get here.</summary>
    TooOld,

    /// <summary>Ignore: an entry of a plan that has expired.</summary>
    PlanExpired,

    /// <summary>Ignore: an entry that the plan in force does not have any more.</summary>
    PlanReplaced,

    /// <summary>Ignore: an entry too close to the end of the session.</summary>
    NearClose,

    /// <summary>Ignore: an entry outside the session.</summary>
    MarketClosed,

    /// <summary>Ignore: an entry with less confidence than asked for.</summary>
    LowConfidence,

    /// <summary>Ignore: no price to trade on.</summary>
    NoPrice,

    /// <summary>Ignore: the rules would have entered, the model advised against it.</summary>
    Vetoed,
}

/// <summary>Decision on one alert; flat, with the members of its kind set.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Reason">Why.</param>
/// <param name="Signal">Of a trade: what to execute.</param>
/// <param name="PlanChange">Of a plan update: what is to be looked at again, for the planner and for people.</param>
/// <param name="Size">Of an entry: part of the size that sizing gives it, more than 0 and less than 1; null for all of it.</param>
public sealed record AlertDecision(DecisionKind Kind, DecisionReason Reason, TradingSignal? Signal = null, string? PlanChange = null, decimal? Size = null)
{
    public static AlertDecision Trade(DecisionReason reason, TradingSignal signal, double? size = null) =>
        new(DecisionKind.Trade, reason, Signal: signal, Size: size is > 0 and < 1 ? Math.Round((decimal)size.Value, 9) : null);

    public static AlertDecision UpdatePlan(DecisionReason reason, string planChange) => new(DecisionKind.UpdatePlan, reason, PlanChange: planChange);

    public static AlertDecision Ignore(DecisionReason reason) => new(DecisionKind.Ignore, reason);
}
