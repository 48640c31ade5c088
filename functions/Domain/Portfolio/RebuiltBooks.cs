namespace TradingFunctions.Domain.Portfolio;

/// <summary>One symbol as the log gives it.</summary>
public sealed record RebuiltSymbol(Symbol Symbol, Position Position, Money RealizedPnl, Money Fees, Price? LastPrice);

/// <summary>The books folded from the account's log, entry by entry, independent of what is stored beside it.</summary>
public sealed class RebuiltBooks
{
    private readonly SortedDictionary<Symbol, RebuiltSymbol> symbols = [];
    private readonly List<string> faults = [];

    /// <summary>Number of the last entry folded.</summary>
    public long LogSequence { get; private set; }

    public long Entries { get; private set; }

    public Money StartEquity { get; private set; }

    public Money Cash { get; private set; }

    public Money RealizedPnl { get; private set; }

    public Money Fees { get; private set; }

    /// <summary>Every symbol that was ever booked, ordinal.</summary>
    public IReadOnlyCollection<RebuiltSymbol> Symbols => symbols.Values;

    /// <summary>Entries that contradict those before them, in words.</summary>
    public IReadOnlyList<string> Faults => faults;

    /// <summary>Books to go on from.</summary>
    public static RebuiltBooks From(BooksCheckpoint checkpoint)
    {
        var books = new RebuiltBooks
        {
            LogSequence = checkpoint.LogSequence,
            StartEquity = checkpoint.StartEquity,
            Cash = checkpoint.Cash,
            RealizedPnl = checkpoint.RealizedPnl,
            Fees = checkpoint.Fees,
        };
        foreach (var open in checkpoint.Positions)
        {
            books.symbols.Add(open.Symbol, open);
        }

        return books;
    }

    /// <summary>What is needed to go on from here: the sums and the open positions.</summary>
    public BooksCheckpoint Checkpoint() => new(LogSequence, StartEquity, Cash, RealizedPnl, Fees, [.. symbols.Values.Where(symbol => !symbol.Position.IsFlat)]);

    /// <summary>Folds one entry; entries come in the order of their numbers.</summary>
    /// <returns>The step of a position that it made; null where it moved none.</returns>
    public PositionChange? Apply(LogEntry entry)
    {
        if (entry.Number <= LogSequence)
        {
            faults.Add($"entry {entry.Number}: comes after entry {LogSequence}");
            return null;
        }

        LogSequence = entry.Number;
        Entries++;
        return entry switch
        {
            { Fill: { } fill } => Apply(entry, fill),
            { Adjustment: { } adjustment } => Apply(entry, adjustment),
            { Split: { } split } => Apply(entry, split),
            _ => null,
        };
    }

    /// <summary>Notes that the log lacks entries.</summary>
    public void ReportGap(long next)
    {
        if (next != LogSequence + 1)
        {
            faults.Add(next == LogSequence + 2 ? $"entry {LogSequence + 1} is missing" : $"entries {LogSequence + 1} to {next - 1} are missing");
        }
    }

    private PositionChange Apply(LogEntry entry, FillRecord fill)
    {
        var before = Symbol(fill.Symbol);
        var (position, realized) = before.Position.Apply(fill.SignedQuantity, fill.Price);
        if (position.SignedQuantity != fill.PositionAfter)
        {
            faults.Add($"entry {entry.Number}: {fill.Symbol} holds {fill.PositionAfter} by the entry and {position.SignedQuantity} by the fold");
        }

        if (realized != fill.Realized)
        {
            faults.Add($"entry {entry.Number}: {fill.Symbol} realises {fill.Realized} by the entry and {realized} by the fold");
        }

        Cash = new Money(Cash.Amount - (fill.SignedQuantity * fill.Price.Amount) - fill.Fee.Amount);
        Fees += fill.Fee;
        RealizedPnl += realized;
        symbols[fill.Symbol] = before with { Position = position, RealizedPnl = before.RealizedPnl + realized, Fees = before.Fees + fill.Fee, LastPrice = fill.Price };
        return new PositionChange(
            entry.AtUtc, fill.Symbol, before.Position.SignedQuantity, position.SignedQuantity, fill.Price, fill.Fee, realized, fill.Strategy, fill.Worker);
    }

    private PositionChange? Apply(LogEntry entry, Adjustment adjustment)
    {
        Cash += adjustment.Cash;
        StartEquity += adjustment.Cash;
        if (adjustment is not { Symbol: { } symbol, Price: { } price })
        {
            return null;
        }

        var before = Symbol(symbol);
        var (position, realized) = before.Position.Apply(adjustment.SignedQuantity, price);
        StartEquity = new Money(StartEquity.Amount + (adjustment.SignedQuantity * price.Amount));
        RealizedPnl += realized;
        symbols[symbol] = before with { Position = position, RealizedPnl = before.RealizedPnl + realized, LastPrice = before.LastPrice ?? price };
        return new PositionChange(
            entry.AtUtc, symbol, before.Position.SignedQuantity, position.SignedQuantity, price, Money.Zero, realized, Booking.Unattributed, Worker: null);
    }

    private PositionChange Apply(LogEntry entry, SplitRecord split)
    {
        var before = Symbol(split.Symbol);
        var position = before.Position.Split(split.NewShares, split.OldShares);
        if (position.SignedQuantity != split.QuantityAfter)
        {
            faults.Add($"entry {entry.Number}: {split.Symbol} holds {split.QuantityAfter} by the entry and {position.SignedQuantity} by the fold");
        }

        symbols[split.Symbol] = before with
        {
            Position = position,
            LastPrice = before.LastPrice is { } price ? new Price(Math.Round(price.Amount * split.OldShares / split.NewShares, 6)) : null,
        };
        return new PositionChange(
            entry.AtUtc, split.Symbol, before.Position.SignedQuantity, position.SignedQuantity, Price: null, Money.Zero, Money.Zero, Booking.Unattributed, Worker: null);
    }

    private RebuiltSymbol Symbol(Symbol symbol) =>
        symbols.GetValueOrDefault(symbol) ?? new RebuiltSymbol(symbol, default, Money.Zero, Money.Zero, LastPrice: null);
}

/// <summary>Books at one entry of the log, small enough to be kept with every day.</summary>
/// <param name="Positions">Open ones, ordinal.</param>
public sealed record BooksCheckpoint(long LogSequence, Money StartEquity, Money Cash, Money RealizedPnl, Money Fees, RebuiltSymbol[] Positions)
{
    public static BooksCheckpoint Empty { get; } = new(0, Money.Zero, Money.Zero, Money.Zero, Money.Zero, []);
}
