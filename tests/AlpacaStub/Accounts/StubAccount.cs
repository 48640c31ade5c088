using System.Text.Json;
using TradingFunctions.AlpacaStub.Faults;
using TradingFunctions.AlpacaStub.Journal;
using TradingFunctions.AlpacaStub.Orders;
using TradingFunctions.AlpacaStub.Stream;
using TradingFunctions.AlpacaStub.Wire;

namespace TradingFunctions.AlpacaStub.Accounts;

/// <summary>One account, known by its key id: orders, books, faults and listeners. Everything happens under <see cref="Gate"/>.</summary>
public sealed class StubAccount
{
    private readonly Dictionary<string, StubOrder> byId = [];
    private readonly Dictionary<string, StubOrder> byClientId = [];
    private readonly StubJournal journal;
    private readonly TimeProvider clock;
    private long windowSecond;
    private int windowRequests;

    public StubAccount(string key, decimal cash, FaultPlan faults, StubJournal journal, TimeProvider clock)
    {
        (Key, Faults, this.journal, this.clock) = (key, faults, journal, clock);
        OpenedUtc = Now;
        Books = new AccountBooks(cash, OpenedUtc);
        Note(new JournalEntry(0, OpenedUtc, key, EntryKind.Account, Qty: cash));
    }

    public Lock Gate { get; } = new();

    public string Key { get; }

    public DateTime OpenedUtc { get; }

    public FaultPlan Faults { get; }

    public AccountBooks Books { get; }

    public Market Market { get; } = new();

    /// <summary>All orders, oldest first, legs behind their parents.</summary>
    public List<StubOrder> Orders { get; } = [];

    /// <summary>Orders that may still move.</summary>
    public List<StubOrder> Working { get; } = [];

    public List<FillActivityBody> Activities { get; } = [];

    public List<TradeStream> Streams { get; } = [];

    public bool ShortingEnabled { get; set; } = true;

    public bool TradingBlocked { get; set; }

    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Counts a request into the running second.</summary>
    /// <returns>How many there were in it, and when it ends.</returns>
    public (int Requests, DateTimeOffset ResetUtc) CountRequest()
    {
        var second = Now.Ticks / TimeSpan.TicksPerSecond;
        (windowSecond, windowRequests) = second == windowSecond ? (second, windowRequests + 1) : (second, 1);
        return (windowRequests, new DateTimeOffset((second + 1) * TimeSpan.TicksPerSecond, TimeSpan.Zero));
    }

    public StubOrder? Find(string id) => byId.GetValueOrDefault(id);

    public StubOrder? FindByClientId(string clientOrderId) => byClientId.GetValueOrDefault(clientOrderId);

    public bool Knows(string clientOrderId) => byClientId.ContainsKey(clientOrderId);

    public void Note(JournalEntry entry) => journal.Add(entry);

    public void Note(FaultKind fault, string? clientOrderId = null) =>
        Note(new JournalEntry(0, Now, Key, EntryKind.Fault, clientOrderId, Fault: JsonNamingPolicy.CamelCase.ConvertName(fault.ToString())));

    /// <summary>Cash that no open purchase holds.</summary>
    public decimal BuyingPower(DateTime? asOfUtc = null) => Math.Max(0m, Books.At(asOfUtc).Cash - Working.Where(order => order.IsBuy && order.Parent is null).Sum(Cost));

    /// <summary>Shares of a long position that no open sell order holds.</summary>
    public decimal Sellable(string symbol) => Books.Quantity(symbol) - Working
        .Where(order => !order.IsBuy && order.Symbol == symbol && !order.IsAsleep && order.Status != OrderStatuses.Held)
        .Sum(order => order.Remaining);

    public decimal Cost(StubOrder order) => order.Remaining * (order.Request.LimitPrice ?? order.Request.StopPrice ?? Market.Price(order.Symbol));

    /// <summary>Takes an order and its legs in.</summary>
    public void Add(StubOrder order)
    {
        foreach (var one in (StubOrder[])[order, .. order.Legs])
        {
            Orders.Add(one);
            Working.Add(one);
            byId.Add(one.Id, one);
            byClientId.Add(one.ClientOrderId, one);
            Note(new JournalEntry(
                0, one.SubmittedUtc, Key, EntryKind.Order, one.ClientOrderId, one.Parent?.ClientOrderId, one.Symbol, one.Request.Side, one.Quantity,
                one.Request.LimitPrice ?? one.Request.StopPrice, one.Status));
        }
    }

    /// <summary>Moves an order on and tells the stream.</summary>
    public void Move(StubOrder order, string status, string @event, string? replacedBy = null)
    {
        order.Become(Now, status, replacedBy: replacedBy);
        Note(new JournalEntry(0, Now, Key, EntryKind.Status, order.ClientOrderId, order.Parent?.ClientOrderId, order.Symbol, Status: status));
        Tell(order, @event);
    }

    /// <summary>Executes a part of an order.</summary>
    public void Fill(StubOrder order, decimal shares, decimal price)
    {
        var execution = Guid.CreateVersion7(new DateTimeOffset(Now)).ToString();
        var isLast = shares >= order.Remaining;
        order.Become(Now, isLast ? OrderStatuses.Filled : order.Status == OrderStatuses.PendingCancel ? OrderStatuses.PendingCancel : OrderStatuses.PartiallyFilled, shares, price);
        Books.Book(Now, order.Symbol, order.IsBuy ? shares : -shares, price);
        Note(new JournalEntry(0, Now, Key, EntryKind.Fill, order.ClientOrderId, order.Parent?.ClientOrderId, order.Symbol, order.Request.Side, shares, price, order.Status, execution));
        Activities.Add(new FillActivityBody(
            $"{Now:yyyyMMddHHmmssfff}::{execution}", "FILL", Now, isLast ? "fill" : "partial_fill", AlpacaJson.Text(price), AlpacaJson.Text(shares), order.Request.Side!,
            order.Symbol, AlpacaJson.Text(order.Quantity - order.State.Filled), order.Id, AlpacaJson.Text(order.State.Filled), order.Status));
        Tell(order, isLast ? "fill" : "partial_fill", execution, shares, price);
    }

    public void Tell(StubOrder order, string @event, string? execution = null, decimal? shares = null, decimal? price = null)
    {
        if (Streams.Count == 0)
        {
            return;
        }

        var message = new TradeUpdateMessage("trade_updates", new TradeUpdateData(
            @event, execution, AlpacaJson.Text(price), AlpacaJson.Text(shares), execution is null ? null : AlpacaJson.Text(Books.Quantity(order.Symbol)), Now, order.Body()));
        var frame = JsonSerializer.SerializeToUtf8Bytes(message, AlpacaJson.Default.TradeUpdateMessage);
        foreach (var stream in Streams)
        {
            stream.Offer(frame, this);
        }
    }

    /// <summary>Lets the market look at the working orders once.</summary>
    public void Advance() => Matcher.Advance(this);

    /// <summary>Orders are answered from a moment in the past where a stale read strikes.</summary>
    public DateTime? AsOf(FaultKind? fault) => fault == FaultKind.StaleRead ? Now - TimeSpan.FromMilliseconds(Faults.Profile.Staleness) : null;
}
