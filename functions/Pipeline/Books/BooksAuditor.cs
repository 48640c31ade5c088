using TradingFunctions.Domain;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Books;

/// <summary>Rebuilds the books from the log and compares them with the stored ones. Reads alone: it never repairs.</summary>
public sealed class BooksAuditor(IDocumentStore store, AccountLog log, PipelineSettings settings)
{
    /// <summary>Compares at one moment, also while trading goes on: an entry and the books it leads to are one transaction, so the stored books are the fold up to their own number.</summary>
    public async Task<BooksReport> Rebuild(CancellationToken cancellationToken)
    {
        var stored = await new AccountPartition(store, settings.Account).Load(cancellationToken);
        var books = new RebuiltBooks();
        var risk = new RebuiltRisk();
        var filled = new Dictionary<ClientOrderId, decimal>();
        await foreach (var entry in log.Read(after: 0, cancellationToken))
        {
            if (entry.Number > stored.Ledger.LogSequence)
            {
                break;
            }

            books.ReportGap(entry.Number);
            books.Apply(entry);
            risk.Apply(entry);
            if (entry.Fill is { } fill && stored.Live.ContainsKey(fill.OrderId))
            {
                filled[fill.OrderId] = filled.GetValueOrDefault(fill.OrderId) + Math.Abs(fill.SignedQuantity);
            }
        }

        BooksDifference[] differences = [.. BooksComparison.Differences(stored, books), .. risk.Differences(stored), .. Orders(stored, filled)];
        return new BooksReport(
            differences.Length == 0 && books.Faults.Count == 0,
            settings.Account,
            books.LogSequence,
            books.Entries,
            books.StartEquity,
            books.Cash,
            books.RealizedPnl,
            books.Fees,
            [.. books.Symbols.Where(symbol => !symbol.Position.IsFlat).Select(Position)],
            differences,
            [.. books.Faults]);
    }

    private static RebuiltPosition Position(RebuiltSymbol symbol) => new(
        symbol.Symbol, symbol.Position.SignedQuantity, symbol.Position.CostBasis, symbol.Position.AverageCost, symbol.RealizedPnl, symbol.Fees);

    /// <summary>A working order holds the fills of the log, and no others.</summary>
    private static IEnumerable<BooksDifference> Orders(AccountState stored, Dictionary<ClientOrderId, decimal> filled) =>
        from order in stored.Live.Values
        let inLog = filled.GetValueOrDefault(order.Id)
        where order.Filled.Shares != inLog && !Array.Exists(order.Executions, execution => execution.Busted)
        select new BooksDifference($"order {order.Id} filled", order.Filled.ToString(), new Quantity(inLog).ToString());
}
