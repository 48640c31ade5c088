using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>What can be asked of an account. Every command is idempotent: told twice, the second changes nothing.</summary>
public abstract record AccountCommand
{
    private protected AccountCommand()
    {
    }
}

/// <summary>Sizes, gates and reserves an order, and claims the right to send it, all in one.</summary>
public sealed record PlaceOrder(TradeWish Wish, MarketView Market, TradingRules Rules, string Owner, DateTime DeadlineUtc, DateTime NowUtc) : AccountCommand
{
    /// <summary>The broker's own count of messages; null where it tells none.</summary>
    public MessageWindow? BrokerMessages { get; init; }

    /// <summary>Messages of this host that are no orders and not in the budget yet: taken off it together with the order's own.</summary>
    public decimal OtherMessages { get; init; }
}

/// <summary>Puts another order in the place of a working one: the old one is to be cancelled, and the new one is sent for what it leaves unfilled.</summary>
/// <param name="Id">Of the new order.</param>
/// <param name="Replaced">Of the old one.</param>
/// <param name="Quantity">Shares of the whole, those counted that the old order fills; null leaves them as they are.</param>
/// <param name="LimitPrice">Null makes it a market order.</param>
/// <param name="ReservePrice">Price per share that an entry reserves; null leaves it as it is.</param>
/// <param name="Reason">Why, for the log.</param>
public sealed record ReplaceOrder(
    ClientOrderId Id, ClientOrderId Replaced, Quantity? Quantity, Price? LimitPrice, Price? ReservePrice, string Owner, CallerId? Caller, string Reason, DateTime NowUtc) : AccountCommand;

/// <summary>Gates a stored order again and claims the right to send it.</summary>
public sealed record ClaimSending(ClientOrderId Id, MarketView Market, TradingRules Rules, string Owner, DateTime DeadlineUtc, DateTime NowUtc) : AccountCommand
{
    /// <summary>How old the signal of an entry may become that only lacks a message to the broker; 0 refuses it at once.</summary>
    public TimeSpan MaxWait { get; init; }

    /// <summary>The order whose place it takes; null where there is none.</summary>
    public ClientOrderId? Replaces { get; init; }

    /// <summary>The broker's own count of messages; null where it tells none.</summary>
    public MessageWindow? BrokerMessages { get; init; }

    /// <summary>Messages of this host that are no orders and not in the budget yet: taken off it together with the order's own.</summary>
    public decimal OtherMessages { get; init; }
}

/// <summary>What a call to the broker came to.</summary>
public enum OrderOutcome
{
    Confirmed,
    Rejected,

    /// <summary>Refused before it was looked at: may be sent later.</summary>
    Throttled,

    /// <summary>The owner did not call: the deadline passed first.</summary>
    NotSent,

    /// <summary>Nobody knows.</summary>
    Unresolved,
}

/// <summary>Records the outcome of an attempt. Ignored when the order has moved on.</summary>
/// <param name="Throttle">Of a refusal before it was looked at: limit and value of the budget that is used up.</param>
/// <param name="WasLookedUp">Learnt by asking for the order, and not from the answer to sending it.</param>
public sealed record RecordOutcome(
    ClientOrderId Id, int Attempt, OrderOutcome Outcome, BrokerOrder? Order, string? Reason, DateTime NowUtc, Denial? Throttle = null, bool WasLookedUp = false) : AccountCommand;

/// <summary>Records that the broker does not know an order that was being sent.</summary>
/// <param name="IsConclusive">It never arrived and never will: it may be sent again under its id.</param>
/// <param name="WindowPassed">Looked up in vain for the whole look-up window: an entry is lost, an exit may be sent again under its id.</param>
public sealed record RecordAbsence(ClientOrderId Id, int Attempt, bool IsConclusive, bool WindowPassed, DateTime NowUtc) : AccountCommand;

/// <summary>Ends an order that was not sent.</summary>
/// <param name="End">Cancelled, or denied with a reason code in <paramref name="Reason"/>.</param>
public sealed record AbandonOrder(ClientOrderId Id, string Reason, DateTime NowUtc, OrderEnd End = OrderEnd.Canceled) : AccountCommand;

/// <summary>Applies broker events in order. Events up to the ledger's cursor are known already.</summary>
public sealed record ApplyEvents(IReadOnlyList<OrderEvent> Events) : AccountCommand;

/// <summary>Applies an order as read from the broker, adopting it if it is unknown.</summary>
/// <param name="BookFills">False where the broker's event journal brings every execution.</param>
public sealed record ObserveOrder(BrokerOrder Order, bool BookFills, DateTime NowUtc) : AccountCommand;

/// <summary>Takes over what the broker says of cash and positions; each difference becomes an entry of the log.</summary>
/// <param name="Cash">Null leaves cash alone.</param>
/// <param name="Positions">Positions to set, flat ones too; others are left alone. At most 20, to fit one transaction.</param>
/// <param name="IfLogStandsAt">The entry of the log that the comparison saw last: once the books have gone on, nothing is taken over. Null takes any.</param>
public sealed record AdoptAccount(
    Money? Cash, IReadOnlyList<HeldPosition> Positions, string Reason, DateTime NowUtc, long? IfLogStandsAt = null) : AccountCommand;

/// <param name="SignedQuantity">Shares, negative for a short position, 0 for none.</param>
/// <param name="AverageCost">Null for none.</param>
public sealed record HeldPosition(Symbol Symbol, decimal SignedQuantity, Price? AverageCost);

/// <summary>Books a split on the position of a symbol. Working orders are the broker's matter: its events say what became of them.</summary>
/// <param name="ExDate">First New York date at the new price.</param>
/// <param name="NewShares">Shares held afterwards for <paramref name="OldShares"/> held before.</param>
public sealed record ApplySplit(Symbol Symbol, DateOnly ExDate, int NewShares, int OldShares, DateTime NowUtc) : AccountCommand;

/// <summary>Lets trading go on until a time.</summary>
public sealed record MarkReconciled(DateTime UntilUtc) : AccountCommand;

/// <summary>Moves the trading state. Without a person it is only ever tightened.</summary>
/// <param name="By">Person or program that answers for it; null for what the pipeline does by itself.</param>
/// <param name="Version">State version that the change rests on; null for whatever stands, which only tightens.</param>
/// <param name="Flatten">Closes all positions on the way to halted: reducing until then.</param>
/// <param name="RecordedUtc">Wall-clock time of it, whatever time the market has.</param>
/// <param name="MayLoosen">Whether the person is one who may let trading go on.</param>
public sealed record ChangeTradingState(
    TradingState State, string Reason, DateTime NowUtc, string? By = null, long? Version = null, bool Flatten = false, DateTime? RecordedUtc = null, bool MayLoosen = true) : AccountCommand;

/// <summary>Switches a strategy's entries off, or on again.</summary>
public sealed record SwitchStrategy(StrategyId Strategy, bool IsOn, string Reason, DateTime NowUtc) : AccountCommand;

/// <summary>Remembers where a trading day ended. An earlier day than the one known changes nothing.</summary>
public sealed record MarkDay(DayMark Day) : AccountCommand;

/// <summary>Remembers a new peak of equity.</summary>
public sealed record ObserveEquity(Money Equity) : AccountCommand;

/// <param name="TakeOver">Takes it from whoever holds it: a person's lock goes before a monitor's.</param>
public sealed record AcquireLock(Symbol Symbol, string Owner, TimeSpan TimeToLive, string? Reason, DateTime NowUtc, bool TakeOver = false) : AccountCommand;

public sealed record ReleaseLock(Symbol Symbol, string Owner, DateTime NowUtc) : AccountCommand;

/// <summary>Takes the names of dead owners off their expired locks.</summary>
public sealed record ExpireLocks(DateTime NowUtc) : AccountCommand;

/// <summary>The answer to a command, given once its changes are committed.</summary>
public abstract record AccountReply
{
    private protected AccountReply()
    {
    }
}

public sealed record NothingToSay : AccountReply
{
    public static NothingToSay Instance { get; } = new();
}

/// <param name="Approved">Given to the caller that now may send the order, and to nobody else.</param>
/// <param name="Order">The order as stored; null when refused.</param>
/// <param name="Decision">Inputs and checks of this decision; null when the order existed before.</param>
/// <param name="Denials">Every reason of a refusal.</param>
public sealed record PlaceReply(ApprovedOrder? Approved, OrderRecord? Order, DecisionRecord? Decision, Denial[] Denials) : AccountReply;

/// <param name="Order">Null when unknown, and where nothing could be done about it.</param>
/// <param name="IsNew">It was not in the books before.</param>
public sealed record OrderReply(OrderRecord? Order, bool IsNew = false) : AccountReply;

public enum StateChangeStatus
{
    Changed,

    /// <summary>The state is that already, or stricter where the pipeline asked by itself.</summary>
    Unchanged,

    /// <summary>Somebody else has changed it since the caller looked.</summary>
    VersionDiffers,

    /// <summary>Only a person may loosen it.</summary>
    NeedsPerson,

    /// <summary>This person may tighten it alone.</summary>
    NotAllowed,

    /// <summary>Loosening it rests on a version: somebody may have tightened it since the caller looked.</summary>
    NeedsVersion,
}

/// <param name="Version">Version of the state as it now stands.</param>
public sealed record StateReply(StateChangeStatus Status, TradingState State, long Version) : AccountReply;

/// <param name="Lock">The lock as it stands.</param>
public sealed record LockReply(bool Granted, SymbolLock? Lock) : AccountReply;

/// <param name="Applied">Events that were new.</param>
/// <param name="ReadAgain">Orders whose events this build does not understand, or that say less than must be known: read them.</param>
public sealed record EventsReply(int Applied, ClientOrderId[] ReadAgain) : AccountReply;

/// <param name="Differences">What had to be changed, in words; empty when the books agreed.</param>
public sealed record AdoptReply(string[] Differences) : AccountReply;

/// <param name="Split">What was booked; null where nothing was: no position, or a split of that date or a later one is in the books.</param>
public sealed record SplitReply(SplitRecord? Split) : AccountReply;

/// <summary>A command decided: the new state, the answer, and which documents must be written, all of them in one transaction.</summary>
/// <param name="Orders">Orders that changed, ordinal.</param>
/// <param name="Holdings">Holdings that changed, ordinal.</param>
/// <param name="Locks">Locks that changed, ordinal.</param>
/// <param name="IsChanged">False when nothing needs to be written.</param>
public sealed record AccountChange(
    AccountState State,
    AccountReply Reply,
    IReadOnlyCollection<ClientOrderId> Orders,
    IReadOnlyCollection<Symbol> Holdings,
    IReadOnlyCollection<Symbol> Locks,
    IReadOnlyList<LogEntry> Log,
    DecisionRecord? Decision,
    bool IsChanged);
