using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Infra.Simulation.Market;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Simulation.Exchange;

/// <summary>An exchange and broker in this process, with its own journal in its own file. It commits on its own, as a real one would.</summary>
/// <remarks>
/// <para>An order answered as confirmed is on disk. It enters the book with the next <see cref="Advance"/> past its time, where buying power
/// is looked at once more in the order of (time, id): of orders that arrive in the same instant none is favoured by the race of its sender.</para>
/// <para>Safe for any number of callers. The clock gives the time of submissions; <see cref="Advance"/> alone moves the market.</para>
/// </remarks>
public sealed class SimulatedExchange : IBroker, IDisposable
{
    private readonly Lock gate = new();
    private readonly ExchangeJournal journal;
    private readonly JournalWriter writer;
    private readonly ExchangeState state;
    private readonly Matcher matcher;
    private readonly IMarketTape tape;
    private readonly ExchangeOptions options;
    private readonly TimeProvider clock;
    private decimal available;
    private (long Changes, DateTime? Utc) nextExpiry = (-1, null);

    /// <summary>Opens the journal, or makes it.</summary>
    /// <param name="path">The journal's file; its directory exists.</param>
    /// <param name="crossed">Told of every commit of the journal; an exception from it puts the exchange out of service there.</param>
    /// <exception cref="ExchangeJournalException">The file is not usable, or was made with another seed or starting cash.</exception>
    public SimulatedExchange(string path, IMarketTape tape, TimeProvider clock, ExchangeOptions? options = null, Action<JournalBoundary>? crossed = null)
    {
        this.options = options ?? new ExchangeOptions();
        (this.tape, this.clock) = (tape, clock);
        journal = new ExchangeJournal(path, this.options, crossed);
        writer = new JournalWriter(journal, gate);
        state = new ExchangeState(this.options.StartingCash.Amount);
        journal.Load(state, this.options.Latency);
        matcher = new Matcher(state, tape, this.options, writer);
        available = matcher.Available(state.ProcessedUtc);
    }

    public BrokerTraits Traits { get; } = new("simulated", AbsenceIsConclusive: true, HasEventJournal: true);

    /// <summary>Up to here bars have been matched.</summary>
    public DateTime ProcessedUtc
    {
        get
        {
            lock (gate)
            {
                return state.ProcessedUtc;
            }
        }
    }

    /// <summary>When a working order expires next, the bars apart; null when none does.</summary>
    public DateTime? NextExpiryUtc
    {
        get
        {
            lock (gate)
            {
                if (nextExpiry.Changes != state.Changes)
                {
                    nextExpiry = (state.Changes, state.OpenOrders.Min(order => order.ExpiresUtc));
                }

                return nextExpiry.Utc;
            }
        }
    }

    /// <summary>Processes the market up to a time: admissions, fills and expiries in order. Completes when they are on disk. Repeating it, or going back, does nothing.</summary>
    /// <exception cref="BrokerException">The journal cannot be written.</exception>
    public Task Advance(DateTime nowUtc)
    {
        JournalWriter.Ticket ticket;
        lock (gate)
        {
            if (writer.Failure is { } failure)
            {
                return Task.FromException(failure);
            }

            if (nowUtc > state.ProcessedUtc)
            {
                matcher.Advance(nowUtc);
                available = matcher.Available(nowUtc);
            }

            ticket = writer.Seal(state.ProcessedUtc);
        }

        return writer.Commit(ticket);
    }

    public Task<SubmitOutcome> Submit(ApprovedOrder order, CancellationToken cancellationToken) => Place(order.Terms);

    public async Task<CancelStatus> Cancel(ClientOrderId id, CancellationToken cancellationToken)
    {
        JournalWriter.Ticket ticket;
        lock (gate)
        {
            if (writer.Failure is not null)
            {
                return CancelStatus.Unresolved;
            }

            if (!state.TryFind(id, out var order))
            {
                return CancelStatus.NotFound;
            }

            if (!order.IsOpen)
            {
                return CancelStatus.TooLate;
            }

            matcher.End(order, OrderEventKind.Canceled, Now(), "cancelled by its owner");
            ticket = writer.Seal(state.ProcessedUtc);
        }

        try
        {
            await writer.Commit(ticket);
            return CancelStatus.Accepted;
        }
        catch (BrokerException)
        {
            return CancelStatus.Unresolved;
        }
    }

    public Task<BrokerOrder?> Find(ClientOrderId id, CancellationToken cancellationToken) =>
        Read(() => state.TryFind(id, out var order) ? order.ToBrokerOrder() : null);

    /// <summary>Open orders, legs beside their entries and inside them, by number and id.</summary>
    public Task<IReadOnlyList<BrokerOrder>> ListOpenOrders(CancellationToken cancellationToken) =>
        Read<IReadOnlyList<BrokerOrder>>(() =>
            [.. state.OpenOrders.OrderBy(order => order.Number).ThenBy(order => order.Id).Select(order => order.ToBrokerOrder())]);

    public Task<IReadOnlyList<BrokerPosition>> ListPositions(CancellationToken cancellationToken) =>
        Read<IReadOnlyList<BrokerPosition>>(() =>
            [.. state.Desks.Where(desk => desk.Position != 0m).Select(desk => new BrokerPosition(desk.Symbol, desk.Position, Math.Round(desk.Cost / desk.Position, 6)))]);

    /// <summary>Every symbol of the tape trades, and is lent where the account may sell short.</summary>
    public Task<BrokerAsset?> FindAsset(Symbol symbol, CancellationToken cancellationToken) =>
        Task.FromResult(tape.Has(symbol) ? new BrokerAsset(symbol, Tradable: true, options.ShortingEnabled) : null);

    public Task<BrokerAccount> GetAccount(CancellationToken cancellationToken) => Read(() =>
    {
        var (equity, _) = AccountValue.Of(state, tape, state.ProcessedUtc);
        return new BrokerAccount(
            new Money(state.Cash), new Money(equity), new Money(Math.Max(0m, matcher.Available(state.ProcessedUtc))), CanTrade: true, options.ShortingEnabled);
    });

    public Task<IReadOnlyList<OrderEvent>> ReadEvents(long afterSequence, int limit, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (writer.Tail(afterSequence, limit) is { } events)
            {
                return Task.FromResult(events);
            }
        }

        return Task.FromResult(journal.ReadEvents(afterSequence, limit));
    }

    public Task WaitForEvents(long afterSequence, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return writer.LastEvent > afterSequence ? Task.CompletedTask : writer.MoreEvents.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Advances at every tick of the clock until cancelled: what a host without a virtual clock runs.</summary>
    /// <param name="tick">By this exchange's clock.</param>
    /// <exception cref="BrokerException">The journal cannot be written.</exception>
    public async Task Run(TimeSpan tick, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(tick, clock);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            await Advance(clock.GetUtcNow().UtcDateTime);
        }
    }

    /// <summary>Waits for what is being written and closes the journal.</summary>
    public void Dispose()
    {
        Task settled;
        lock (gate)
        {
            settled = writer.Seal(state.ProcessedUtc).Done;
        }

        settled.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Wait();
        journal.Dispose();
    }

    /// <summary>What a broker's own screen does: takes an order that no gate has seen.</summary>
    internal async Task<SubmitOutcome> Place(OrderTerms terms)
    {
        JournalWriter.Ticket ticket;
        ExchangeOrder order;
        BrokerOrder answer;
        string? refusal;
        lock (gate)
        {
            if (writer.Failure is { } failure)
            {
                return new SubmitOutcome(SubmitStatus.Unresolved, Order: null, failure.Message);
            }

            if (state.Knows(terms.ClientOrderId))
            {
                return new SubmitOutcome(SubmitStatus.Duplicate, Order: null, "the client order id has been used");
            }

            var now = Now();
            var price = (decimal)(tape.LastPrice(terms.Symbol, now) ?? 0d);
            var plain = terms with { StopLoss = null, TakeProfit = null };
            refusal = OrderRules.Refuse(terms) ?? Refuse(Create(terms, now, price));
            order = Create(refusal is null ? terms : plain, now, price);
            state.Place(order);
            writer.Add(order);
            if (refusal is not null)
            {
                matcher.End(order, OrderEventKind.Rejected, now, refusal);
            }

            answer = order.ToBrokerOrder();
            ticket = writer.Seal(state.ProcessedUtc);
        }

        try
        {
            await writer.Commit(ticket);
            return refusal is null ? new SubmitOutcome(SubmitStatus.Confirmed, answer, Reason: null) : new SubmitOutcome(SubmitStatus.Rejected, answer, refusal);
        }
        catch (BrokerException e)
        {
            return new SubmitOutcome(SubmitStatus.Unresolved, Order: null, e.Message);
        }
    }

    private DateTime Now()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return now > state.ProcessedUtc ? now : state.ProcessedUtc;
    }

    private ExchangeOrder Create(OrderTerms terms, DateTime now, decimal price) =>
        OrderFactory.Create(terms, state.LastOrder + 1, now, price, options.Latency);

    private string? Refuse(ExchangeOrder order)
    {
        var terms = order.Terms;
        if (!tape.Has(terms.Symbol))
        {
            return Reasons.UnknownSymbol;
        }

        if (order.ReferencePrice == 0m)
        {
            return Reasons.NoPrice;
        }

        if (order.Legs.Any(leg => state.Knows(leg.Id)))
        {
            return Reasons.LegId;
        }

        if (options.RejectRate > 0 && Chance.Of(options.Seed, terms.ClientOrderId.Value, terms.Symbol, order.SubmittedUtc.Ticks) < options.RejectRate)
        {
            return Reasons.Seeded;
        }

        var cost = state.Desk(terms.Symbol).OpeningCost(order);
        return cost == 0m ? null
            : terms.Side == Side.Sell && !options.ShortingEnabled ? Reasons.Shorting
            : cost > available ? Reasons.BuyingPower
            : null;
    }

    // What is read has been written: an answer never tells of something that a crash could take back.
    private async Task<T> Read<T>(Func<T> read)
    {
        JournalWriter.Ticket ticket;
        T result;
        lock (gate)
        {
            if (writer.Failure is { } failure)
            {
                throw failure;
            }

            result = read();
            ticket = writer.Seal(state.ProcessedUtc);
        }

        await writer.Commit(ticket);
        return result;
    }
}
