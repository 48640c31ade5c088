using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>Makes the books agree with the broker, which is the truth: orders first, then events, then positions and cash.</summary>
public sealed class Reconciler(
    AccountBook book, IBroker broker, OrderSender sender, OrderEventPump pump, IntentSweeper sweeper, TradeOptions options, TimeProvider clock, ReconciliationLog? reports = null)
{
    private const int PositionsPerCommand = 20;

    /// <summary>How far back orders of others are looked for.</summary>
    private static readonly TimeSpan RecentOrders = TimeSpan.FromDays(1);

    /// <summary>Looks at a difference within the settling time; all must see the same.</summary>
    private const int Looks = 4;

    /// <summary>Settling times after which a difference that keeps changing is given up for now.</summary>
    private const int Patience = 4;

    /// <summary>A broker that is read gives average prices, which are rounded: less than this is no difference of cash.</summary>
    private static readonly Money Cent = new(0.01m);

    /// <summary>The large difference seen last, and since when; null where there is none.</summary>
    private volatile Standing? large;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Reconciles. Running it twice in a row changes nothing the second time.</summary>
    public async Task<ReconciliationReport> Run(CancellationToken cancellationToken)
    {
        var report = await Reconcile(cancellationToken);
        if (reports is not null)
        {
            await reports.Add(report, cancellationToken);
        }

        return report;
    }

    private async Task<ReconciliationReport> Reconcile(CancellationToken cancellationToken)
    {
        var startedUtc = Now;
        var orders = new List<string>();
        var isFirst = false;
        try
        {
            isFirst = (await book.Open(cancellationToken)).Ledger.ReconciledUntilUtc is null;
            await pump.PumpOnce(cancellationToken);
            await sweeper.SweepOnce(cancellationToken);
            await ReadRecent(orders, cancellationToken);
            await ReadOrders(orders, cancellationToken);
            await pump.PumpOnce(cancellationToken);
            var (compared, isSettled) = await Compare(orders, cancellationToken);
            if (!compared.CanTrade)
            {
                return Ended(ReconciliationStatus.NotAllowed, ["the broker does not let this account trade"]);
            }

            if (isSettled && !isFirst && !MayAdopt(compared))
            {
                return Ended(ReconciliationStatus.Disagreement, [$"books and broker differ by more than {options.LargeDifference} of equity: taken over once that has stood for {options.LargeSettleTime}", .. compared.Words(book.State)]);
            }

            if (!isSettled || await Adopt(compared, cancellationToken) is not { } differences)
            {
                return Ended(ReconciliationStatus.Disagreement, ["books and broker differ, and by something else at every look", .. compared.Words(book.State)]);
            }

            var until = Now + options.ReconciliationLife;
            await book.Ask<NothingToSay>(new MarkReconciled(until), cancellationToken);
            return Ended(differences.Length + orders.Count == 0 ? ReconciliationStatus.Agreed : ReconciliationStatus.Adopted, differences, until);
        }
        catch (BrokerException e)
        {
            return Ended(ReconciliationStatus.NoAnswer, [e.Message]);
        }

        ReconciliationReport Ended(ReconciliationStatus status, string[] differences, DateTime? untilUtc = null) =>
            new(status, startedUtc, untilUtc, differences, [.. orders], isFirst);
    }

    /// <summary>Orders open at the broker are taken over; orders open only in the books are read one by one.</summary>
    /// <exception cref="BrokerException">The broker did not answer.</exception>
    public Task ReadOrders(CancellationToken cancellationToken) => ReadOrders([], cancellationToken);

    /// <param name="adopted">Takes the orders that the books did not have, in words.</param>
    private async Task ReadOrders(List<string> adopted, CancellationToken cancellationToken)
    {
        var open = await broker.ListOpenOrders(cancellationToken);
        await Observe(open, adopted, cancellationToken);

        var seen = open.SelectMany(order => order.Legs.Select(leg => leg.ClientOrderId).Append(order.ClientOrderId)).ToHashSet();
        foreach (var order in book.State.Live.Values.Where(order => order.Stage == IntentStage.Confirmed && !seen.Contains(order.Id)))
        {
            await sender.Read(order.Id, cancellationToken);
        }
    }

    /// <summary>Orders that were placed and ended past this system since the last reconciliation, at most a day ago: as orders they have their prices and P&amp;L.</summary>
    private async Task ReadRecent(List<string> adopted, CancellationToken cancellationToken)
    {
        var now = Now;
        var last = book.State.Ledger.ReconciledUntilUtc - options.ReconciliationLife;
        // An account that was never reconciled is taken over as it stands, and not its past.
        if (last is { } since && !broker.Traits.HasEventJournal)
        {
            var longest = now - RecentOrders;
            await Observe(await broker.ListRecentOrders((since > longest ? since : longest) - options.RecentOverlap, cancellationToken), adopted, cancellationToken);
        }
    }

    private async Task Observe(IReadOnlyList<BrokerOrder> orders, List<string> adopted, CancellationToken cancellationToken)
    {
        foreach (var order in orders.OrderBy(order => order.ClientOrderId))
        {
            var observation = new ObserveOrder(order, BookFills: !broker.Traits.HasEventJournal, Now);
            // Most orders stand as the books have them: those are not worth a command.
            if (AccountDecider.Decide(book.State, observation).IsChanged)
            {
                if (await book.Ask<OrderReply>(observation, cancellationToken) is { IsNew: true, Order: { Source: OrderSource.Foreign } foreign })
                {
                    adopted.Add($"order {foreign.Id} of somebody else: {foreign.Terms.Side} {foreign.Terms.Quantity} {foreign.Terms.Symbol}, {foreign.Filled} filled");
                }
            }
        }
    }

    /// <summary>Compares until the difference has stood still: at once where the broker's journal has told everything.</summary>
    private async Task<(Comparison Compared, bool IsSettled)> Compare(List<string> orders, CancellationToken cancellationToken)
    {
        var last = await Look(cancellationToken);
        var (alike, looks) = (0, 0);
        while (last.Differs && !broker.Traits.HasEventJournal && alike < Looks)
        {
            if (looks++ == Looks * Patience)
            {
                return (last, false);
            }

            await Task.Delay(options.SettleTime / Looks, clock, cancellationToken);
            await sweeper.SweepOnce(cancellationToken);
            await ReadRecent(orders, cancellationToken);
            await ReadOrders(orders, cancellationToken);
            var next = await Look(cancellationToken);
            (last, alike) = (next, next.IsLike(last) && !IsAnyUnresolved() ? alike + 1 : 0);
        }

        return (last, true);
    }

    /// <summary>An order that may be at the broker without the books knowing would explain a difference.</summary>
    private bool IsAnyUnresolved() => book.State.Live.Values.Any(order => order.Stage is IntentStage.Sending or IntentStage.Unresolved);

    private async Task<Comparison> Look(CancellationToken cancellationToken)
    {
        var account = await broker.GetAccount(cancellationToken);
        var held = (await broker.ListPositions(cancellationToken)).ToDictionary(position => position.Symbol);
        var state = book.State;
        var symbols = state.Symbols.Where(pair => !pair.Value.Position.IsFlat).Select(pair => pair.Key).Union(held.Keys).Order();
        var differing = symbols
            .Where(symbol => (held.GetValueOrDefault(symbol)?.SignedQuantity ?? 0m) != state.Book(symbol).Position.SignedQuantity)
            .Select(symbol => held.TryGetValue(symbol, out var position)
                ? new HeldPosition(symbol, position.SignedQuantity, new Price(position.AverageEntryPrice))
                : new HeldPosition(symbol, 0m, AverageCost: null));
        var off = (account.Cash - state.Ledger.Cash).Abs();
        return new Comparison(account.CanTrade, account.Cash, broker.Traits.HasEventJournal ? off > Money.Zero : off >= Cent, [.. differing], state.Ledger.LogSequence);
    }

    /// <summary>Whether what differs is little, or has stood long enough. An exchange inside this process cannot be misheard.</summary>
    private bool MayAdopt(Comparison compared)
    {
        var books = book.State;
        if (broker.Traits.HasEventJournal || !AdoptionBound.IsLarge(books, AdoptionBound.Difference(books, compared.Positions, compared.Cash), options.LargeDifference))
        {
            large = null;
            return true;
        }

        var standing = new Standing(compared.Cash - books.Ledger.Cash, compared.Positions, Now);
        if (large is { } before && before.IsLike(standing))
        {
            return Now - before.SinceUtc >= options.LargeSettleTime;
        }

        large = standing;
        return false;
    }

    /// <returns>What was taken over; null when the books have gone on since the comparison.</returns>
    private async Task<string[]?> Adopt(Comparison compared, CancellationToken cancellationToken)
    {
        if (!compared.Differs)
        {
            return [];
        }

        var differences = new List<string>();
        long? logStandsAt = broker.Traits.HasEventJournal ? null : compared.LogSequence;
        foreach (var chunk in compared.Positions.Chunk(PositionsPerCommand).DefaultIfEmpty([]))
        {
            var cash = compared.CashDiffers ? compared.Cash : (Money?)null;
            var reply = await book.Ask<AdoptReply>(new AdoptAccount(cash, chunk, "reconciliation", Now, logStandsAt), cancellationToken);
            if (logStandsAt is not null && reply.Differences.Length == 0)
            {
                return null;
            }

            differences.AddRange(reply.Differences);
            logStandsAt = logStandsAt is null ? null : book.State.Ledger.LogSequence;
        }

        return [.. differences];
    }

    private sealed record Standing(Money Cash, HeldPosition[] Positions, DateTime SinceUtc)
    {
        public bool IsLike(Standing other) => Cash == other.Cash && Positions.SequenceEqual(other.Positions);
    }

    /// <summary>What differs at one look.</summary>
    /// <param name="LogSequence">How far the books' log went.</param>
    private sealed record Comparison(bool CanTrade, Money Cash, bool CashDiffers, HeldPosition[] Positions, long LogSequence)
    {
        public bool Differs => CashDiffers || Positions.Length > 0;

        /// <summary>The differences in words.</summary>
        public IEnumerable<string> Words(AccountState books)
        {
            foreach (var position in Positions)
            {
                yield return $"{position.Symbol}: books {books.Book(position.Symbol).Position.SignedQuantity}, broker {position.SignedQuantity}";
            }

            if (CashDiffers)
            {
                yield return $"cash: books {books.Ledger.Cash}, broker {Cash}";
            }
        }

        /// <summary>Neither books nor broker have moved in between.</summary>
        public bool IsLike(Comparison other) => Cash == other.Cash && LogSequence == other.LogSequence && Positions.SequenceEqual(other.Positions);
    }
}
