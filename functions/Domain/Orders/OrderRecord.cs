using System.Text.Json.Serialization;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Orders;

/// <summary>Where an order stands between decision and end.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IntentStage>))]
public enum IntentStage
{
    /// <summary>Decided and reserved; nobody is sending it.</summary>
    Stored,

    /// <summary>One owner may call the broker, once, until the claim's deadline. Everybody else looks up.</summary>
    Sending,

    /// <summary>The call gave no usable answer: looked up, never sent again.</summary>
    Unresolved,

    /// <summary>The broker has the order.</summary>
    Confirmed,

    /// <summary>Over: see <see cref="OrderEnd"/>.</summary>
    Final,
}

/// <summary>How an order ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderEnd>))]
public enum OrderEnd
{
    Filled,
    Canceled,
    Expired,
    Replaced,
    Rejected,

    /// <summary>The broker never had it; its id is burnt.</summary>
    Lost,

    /// <summary>Gated again before sending, and refused.</summary>
    Denied,
}

/// <summary>Who wanted the order.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderSource>))]
public enum OrderSource
{
    Signal,

    /// <summary>Exit leg of a bracket; the broker works it.</summary>
    Bracket,

    /// <summary>Placed past this system and adopted.</summary>
    Foreign,
}

/// <summary>Leg of a bracket.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BracketLeg>))]
public enum BracketLeg { StopLoss, TakeProfit }

/// <summary>The right to call the broker once.</summary>
/// <param name="Owner">Deterministic name of the host: the same one after a restart.</param>
/// <param name="Attempt">1, 2, ... per order; an outcome of an earlier attempt is ignored.</param>
/// <param name="DeadlineUtc">No call begins after this.</param>
public sealed record SendClaim(string Owner, int Attempt, DateTime DeadlineUtc);

/// <summary>One execution that the books hold.</summary>
/// <param name="Id">The broker's execution id, by which duplicates are known.</param>
/// <param name="Busted">Taken back by the broker.</param>
/// <param name="Through">Of what was read and not told: the order's cumulative quantity up to which everything is booked; 0 for an execution of its own.</param>
public sealed record Execution(string Id, Price Price, Quantity Quantity, Money Fee, bool Busted = false, Quantity Through = default);

/// <summary>One order from intent to end: the document of the order protocol.</summary>
public sealed record OrderRecord
{
    public required OrderTerms Terms { get; init; }

    /// <summary>
    /// 1, 2, 3, ... per account in the order in which the books met their orders; 0 before they have, and of orders that were stored before orders were
    /// numbered. Kept out of the decision log.
    /// </summary>
    public long Number { get; init; }

    public required OrderSource Source { get; init; }

    /// <summary>Signal id, or run, symbol and alert sequence.</summary>
    public required string Origin { get; init; }

    public required IntentStage Stage { get; init; }

    /// <summary>Last status known from the broker.</summary>
    public OrderStatus Status { get; init; }

    public OrderEnd? End { get; init; }

    /// <summary>Why it was refused or lost.</summary>
    public string? Reason { get; init; }

    /// <summary>What stands or last stood against sending it, with limits and values; null where nothing does.</summary>
    public Denial[]? Denials { get; init; }

    /// <summary>Of a bracket leg: the entry.</summary>
    public ClientOrderId? Parent { get; init; }

    public BracketLeg? Leg { get; init; }

    /// <summary>The order whose place it takes.</summary>
    public ClientOrderId? Replaces { get; init; }

    /// <summary>How many orders stood in its place before: 0 for one that replaces none.</summary>
    public int Replacements { get; init; }

    public SendClaim? Claim { get; init; }

    /// <summary>Host that decided the order; null for adopted ones.</summary>
    public string? Worker { get; init; }

    /// <summary>Who asked for it; null where nobody is named, and for adopted orders.</summary>
    public CallerId? Caller { get; init; }

    /// <summary>Fencing token of the symbol's lock that the order was decided under; 0 for none.</summary>
    public long FencingToken { get; init; }

    /// <summary>0 to 1; null for orders without a signal.</summary>
    public decimal? Confidence { get; init; }

    /// <summary>When the signal was raised; null for orders without one.</summary>
    public DateTime? SignalUtc { get; init; }

    /// <summary>When it was first approved and counted in the windows.</summary>
    public DateTime ReservedUtc { get; init; }

    /// <summary>When the gate approved it, the last time if more than once.</summary>
    public DateTime DecidedUtc { get; init; }

    /// <summary>Price per share that reserves exposure while the order works.</summary>
    public Price? ReservePrice { get; init; }

    /// <summary>Distance from entry to stop per share, dollars: what the order puts at risk.</summary>
    public Money StopDistance { get; init; }

    /// <summary>Orders that must end before this one is sent: an exit waits for the bracket legs, and where a position must go for the other exits, that it replaces.</summary>
    public ClientOrderId[] WaitsFor { get; init; } = [];

    public Execution[] Executions { get; init; } = [];

    /// <summary>Shares filled, from the executions that stand.</summary>
    public Quantity Filled { get; init; }

    /// <summary>Sum of price times quantity of these.</summary>
    public Money FilledNotional { get; init; }

    public Money Fees { get; init; }

    /// <summary>Largest cumulative quantity that the broker reported.</summary>
    public Quantity Reported { get; init; }

    /// <summary>Shares that busts and corrections took away again: cumulative figures told before that still count them. Null where there were none.</summary>
    public Quantity? TakenBack { get; init; }

    /// <summary>Executions that were taken back before they were told of: they are not booked when they come. Null where there are none.</summary>
    public string[]? BustedUnseen { get; init; }

    /// <summary>Executions as they were corrected before they were told of: so they are booked when they come. Null where there are none.</summary>
    public Execution[]? CorrectedUnseen { get; init; }

    /// <summary>Time of a bust or correction of an execution that was read with others: a reading no older says what is left. Null where none is awaited.</summary>
    public DateTime? CorrectedUtc { get; init; }

    /// <summary>Broker's time of the last change.</summary>
    public DateTime UpdatedUtc { get; init; }

    /// <summary>When it became final; later fills do not change it.</summary>
    public DateTime? FinalUtc { get; init; }

    /// <summary>Since when the outcome is unknown.</summary>
    public DateTime? UnresolvedUtc { get; init; }

    public string? BrokerOrderId { get; init; }

    /// <summary>W3C <c>traceparent</c> of what led to the order; null where nothing was traced. No decision looks at it.</summary>
    public string? Trace { get; init; }

    [JsonIgnore]
    public ClientOrderId Id => Terms.ClientOrderId;

    [JsonIgnore]
    public bool IsFinal => Stage == IntentStage.Final;

    /// <summary>Shares that may still fill; 0 once final.</summary>
    [JsonIgnore]
    public Quantity Remaining => IsFinal || Filled >= Terms.Quantity ? Quantity.Zero : Terms.Quantity - Filled;

    /// <summary>Exposure that the order reserves: nothing for an exit.</summary>
    [JsonIgnore]
    public Money Reserved => Terms.Purpose == OrderPurpose.Entry && ReservePrice is { } price ? price * Remaining : Money.Zero;

    /// <summary>A market exit of ours: it closes what it can by itself. Other exits wait for a price, a time or another order, and a stranger's may do anything.</summary>
    [JsonIgnore]
    public bool ClosesNow => Source == OrderSource.Signal && Terms is { Purpose: OrderPurpose.Exit, Type: OrderType.Market };

    [JsonIgnore]
    public Price? AveragePrice => Filled.IsZero ? null : new Price(Math.Round(FilledNotional.Amount / Filled.Shares, 6));
}
