using System.Text.Json;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Retention;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>Reads the account: portfolio, orders, trades. From its one partition, and behind that from the months that old ones have moved to.</summary>
public sealed class AccountQueries(AccountBook book, IDocumentStore store, MarketReader market, TimeProvider clock)
{
    /// <summary>Fills looked at for one filtered page.</summary>
    private const int MaxScanned = 10_000;

    /// <summary>How long after its time a fill may be booked, at the most that is looked for: a broker that was away tells of it later.</summary>
    private static readonly TimeSpan BookedLate = TimeSpan.FromDays(1);

    private const int ScanPage = 500;

    private readonly ArchivedOrders archived = new(store, book.Account);
    private readonly AccountHistory history = new(store, book.Account);

    /// <summary>The portfolio at current prices; at last fills where the market does not answer.</summary>
    public async Task<PortfolioView> Portfolio(CancellationToken cancellationToken)
    {
        var state = await book.Open(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        IReadOnlyDictionary<Symbol, Price> marks;
        try
        {
            marks = await market.MarksOf(state, now, cancellationToken);
        }
        catch (MarketDataException)
        {
            marks = new Dictionary<Symbol, Price>();
        }

        var ledger = state.Ledger;
        var value = Valuation.Of(state, marks);
        var peak = value.Equity > ledger.PeakEquity ? value.Equity : ledger.PeakEquity;
        var positions = state.Symbols.Where(pair => !pair.Value.Position.IsFlat).Select(pair => View(state, pair.Value, marks));
        return new PortfolioView(
            ledger.Account, now, ledger.StartEquity, value.Equity, ledger.Cash, value.MarketValue, value.Exposure, ledger.ReservedExposure, ledger.Cash - ledger.ReservedExposure,
            ledger.RealizedPnl, value.Unrealized, ledger.Fees, peak, peak > Money.Zero ? Math.Round((peak - value.Equity).Amount / peak.Amount, 6) : 0m,
            ledger.State, ledger.StateReason, ledger.ReconciledUntilUtc, state.Live.Count, [.. positions]);
    }

    /// <summary>Working orders, oldest first.</summary>
    public async Task<OrderView[]> WorkingOrders(CancellationToken cancellationToken)
    {
        var state = await book.Open(cancellationToken);
        return [.. state.Live.Values.OrderBy(order => order.DecidedUtc).ThenBy(order => order.Id).Select(View)];
    }

    /// <summary>The newest working orders, oldest of them first: what a screen shows of thousands.</summary>
    public async Task<OrderView[]> NewestWorkingOrders(int count, CancellationToken cancellationToken)
    {
        var newest = new PriorityQueue<OrderRecord, (DateTime, ClientOrderId)>(count + 1);
        foreach (var order in (await book.Open(cancellationToken)).Live.Values)
        {
            newest.Enqueue(order, (order.DecidedUtc, order.Id));
            if (newest.Count > count)
            {
                newest.Dequeue();
            }
        }

        var orders = new OrderView[newest.Count];
        for (var i = 0; i < orders.Length; i++)
        {
            orders[i] = View(newest.Dequeue());
        }

        return orders;
    }

    /// <summary>Final orders, newest first.</summary>
    public async Task<OrderPage> FinalOrders(string? after, int limit, CancellationToken cancellationToken)
    {
        var state = await book.Open(cancellationToken);
        var page = await Page(AccountDocuments.ClosedPrefix, after, limit, cancellationToken);
        var orders = new List<OrderView>(page.Items.Count);
        foreach (var document in page.Items)
        {
            var closed = JsonSerializer.Deserialize(document.Json.Span, TradingJson.Default.ClosedOrder)!;
            if (await FindOrder(state, closed.Id, cancellationToken) is { } order)
            {
                orders.Add(View(order));
            }
        }

        return new OrderPage([.. orders], page.Next);
    }

    /// <summary>One order with its decision; null when unknown.</summary>
    public async Task<OrderView?> ShowOrder(ClientOrderId id, CancellationToken cancellationToken) =>
        await FindOrder(id, cancellationToken) is { } order ? View(order) with { Decision = await FindDecision(order, cancellationToken) } : null;

    /// <summary>An order, working or final; null when unknown.</summary>
    public async Task<OrderRecord?> FindOrder(ClientOrderId id, CancellationToken cancellationToken) =>
        await FindOrder(await book.Open(cancellationToken), id, cancellationToken);

    /// <summary>What an order's decision rested on; null for adopted orders.</summary>
    public async Task<DecisionRecord?> FindDecision(OrderRecord order, CancellationToken cancellationToken) =>
        await Read(AccountDocuments.Decision(order.Id, order.Number), TradingJson.Default.DecisionRecord, cancellationToken) ?? await archived.FindDecision(order, cancellationToken);

    /// <summary>Fills, newest first.</summary>
    public async Task<TradePage> Trades(string? after, int limit, CancellationToken cancellationToken)
    {
        var page = await Page(AccountDocuments.FillPrefix, after, limit, cancellationToken);
        return new TradePage([.. page.Items.Select(document => JsonSerializer.Deserialize(document.Json.Span, TradingJson.Default.LogEntry)!)], page.Next);
    }

    /// <summary>Fills of one symbol, or since a time, newest first. A page may end early, with where it goes on: it looks at no more than <see cref="MaxScanned"/>.</summary>
    public async Task<TradePage> TradesOf(Symbol? symbol, DateTime? sinceUtc, string? after, int limit, CancellationToken cancellationToken)
    {
        var found = new List<LogEntry>();
        for (var scanned = 0; scanned < MaxScanned; scanned += ScanPage)
        {
            var page = await Trades(after, ScanPage, cancellationToken);
            foreach (var entry in page.Trades)
            {
                // The log is in the order of booking: a fill that was read late has an earlier time than those before it.
                if (entry.AtUtc < sinceUtc - BookedLate)
                {
                    return new TradePage([.. found], Continue: null);
                }

                if (!(entry.AtUtc < sinceUtc) && (symbol is null || entry.Fill?.Symbol == symbol))
                {
                    found.Add(entry);
                    if (found.Count == limit)
                    {
                        return new TradePage([.. found], AccountDocuments.FillPrefix + AccountDocuments.Number(entry.Number));
                    }
                }
            }

            after = page.Continue;
            if (after is null)
            {
                break;
            }
        }

        return new TradePage([.. found], after);
    }

    private async ValueTask<OrderRecord?> FindOrder(AccountState state, ClientOrderId id, CancellationToken cancellationToken) =>
        state.Find(id) ?? await Read(AccountDocuments.Order(id), TradingJson.Default.OrderRecord, cancellationToken) ?? await archived.Find(id, cancellationToken);

    private static OrderView View(OrderRecord order) => new(order, order.AveragePrice);

    private static PositionView View(AccountState state, SymbolBook symbol, IReadOnlyDictionary<Symbol, Price> marks)
    {
        var holding = symbol.Holding;
        var mark = Valuation.MarkOf(holding, marks, holding.Symbol);
        var value = mark is { } price ? symbol.Position.MarketValue(price) : symbol.Position.CostBasis;
        return new PositionView(
            holding.Symbol, symbol.Position.SignedQuantity, symbol.Position.AverageCost, mark, value, value - symbol.Position.CostBasis, holding.RealizedPnl, holding.Fees,
            holding.OpenedUtc, state.WorkingOrders(holding.Symbol).Any(order => order.Terms is { Purpose: OrderPurpose.Exit, StopPrice: not null }));
    }

    private ValueTask<Page<StoredDocument>> Page(string prefix, string? after, int limit, CancellationToken cancellationToken) =>
        history.Page(prefix, after, limit, clock.GetUtcNow().UtcDateTime, cancellationToken);

    private async Task<T?> Read<T>(string id, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class
    {
        var document = await store.Read(new DocumentKey(Containers.Trading, book.Account.Value, id), cancellationToken);
        return document is null ? null : JsonSerializer.Deserialize(document.Json.Span, type);
    }
}
