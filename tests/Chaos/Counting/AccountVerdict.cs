using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Chaos.Counting;

/// <summary>What was wrong with one account at the end, in words; each list is one counter.</summary>
internal sealed class AccountVerdict
{
    private AccountVerdict()
    {
    }

    public List<string> Duplicates { get; } = [];

    public List<string> Lost { get; } = [];

    public List<string> Unresolved { get; } = [];

    public List<string> Violations { get; } = [];

    public List<string> Differences { get; } = [];

    public IEnumerable<string> All => Named("duplicate", Duplicates).Concat(Named("lost", Lost)).Concat(Named("unresolved", Unresolved)).Concat(Named("violation", Violations)).Concat(Named("books", Differences));

    /// <summary>Compares the host's books with the stub's journal.</summary>
    public static AccountVerdict Of(AccountStock stock, CountedAccount journal)
    {
        var verdict = new AccountVerdict();
        verdict.Orders(stock, journal);
        verdict.Books(stock, journal);
        verdict.Invariants(stock, journal);
        return verdict;
    }

    private static IEnumerable<string> Named(string counter, List<string> entries) => entries.Select(entry => $"{counter}: {entry}");

    private void Orders(AccountStock stock, CountedAccount journal)
    {
        Duplicates.AddRange(journal.BlindRepeats.Select(id => $"{id} was sent again without a look"));
        var own = journal.Orders.Where(pair => pair.Value.Taken.Parent is null).Select(pair => (pair.Key, Known: stock.Orders.GetValueOrDefault(pair.Key))).ToList();
        Duplicates.AddRange(own
            .Where(order => order.Known is { Source: OrderSource.Signal, Replaces: null })
            .GroupBy(order => order.Known!.Origin, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => $"{group.Key} has {group.Count()} orders"));
        Lost.AddRange(own.Where(order => order.Known is null or { Source: OrderSource.Foreign }).Select(order => $"{order.Key} is at the broker, and nobody remembers having sent it"));
        Lost.AddRange(stock.Unanswered.Select(id => $"signal {id} was taken and never answered"));
        Unresolved.AddRange(stock.Orders.Values.Where(order => order.Stage is IntentStage.Stored or IntentStage.Sending or IntentStage.Unresolved).Select(order => $"{order.Id} is {order.Stage}: {order.Reason}"));
    }

    private void Books(AccountStock stock, CountedAccount journal)
    {
        foreach (var (id, counted) in journal.Orders)
        {
            var known = stock.Orders.GetValueOrDefault(id);
            if ((known?.Filled.Shares ?? 0m) != counted.Filled)
            {
                Differences.Add($"{id} filled {known?.Filled.Shares} in the books, {counted.Filled} at the broker");
            }

            if (known is not null && known.IsFinal == counted.IsOpen)
            {
                Differences.Add($"{id} is {known.Stage} {known.Status} in the books, {counted.Status} at the broker");
            }
        }

        foreach (var symbol in journal.Positions.Keys.Union(stock.Books.Symbols.Keys.Select(symbol => symbol.Value)))
        {
            var (booked, counted) = (stock.Books.Book(new Domain.Symbol(symbol)).Position.SignedQuantity, journal.Positions.GetValueOrDefault(symbol));
            if (booked != counted)
            {
                Differences.Add($"{symbol}: {booked} in the books, {counted} at the broker");
            }
        }

        if (Math.Abs(stock.Books.Ledger.Cash.Amount - journal.Cash) > 0.01m)
        {
            Differences.Add($"cash: {stock.Books.Ledger.Cash} in the books, {journal.Cash} at the broker");
        }
    }

    private void Invariants(AccountStock stock, CountedAccount journal)
    {
        Violations.AddRange(journal.Violations);
        Violations.AddRange(stock.Orders.Values
            .Where(order => order.Replaces is { } old && journal.Orders.TryGetValue(old.Value, out var before) && journal.Orders.TryGetValue(order.Id.Value, out var after) && before.Filled + after.Filled > before.Taken.Qty)
            .Select(order => $"{order.Id} and the order it replaced filled more than was wanted"));
        Violations.AddRange(stock.StateChanges.Where(change => change.To == TradingState.Halted).Select(change => $"trading was halted: {change.Reason}"));
        Violations.AddRange(stock.Zombies
            .Select(id => ClientOrderIds.Derive(new Domain.AccountId(stock.Key), Hosting.HostSetup.Environment, id.Value, "order"))
            .Where(id => journal.Orders.ContainsKey(id.Value))
            .Select(id => $"{id} traded under a lock that was lost"));

        // The first adoption takes over the account's cash; any other means that the books had gone wrong and were set right from outside.
        Violations.AddRange(stock.Adjustments.Where(adjustment => adjustment.Symbol is not null).Select(adjustment => $"{adjustment.Symbol} was adjusted by {adjustment.SignedQuantity}"));
        Violations.AddRange(stock.Adjustments.Where(adjustment => adjustment.Symbol is null).Skip(1).Select(adjustment => $"cash was adjusted by {adjustment.Cash}"));

        var ledger = stock.Books.Ledger;
        var cost = stock.Books.Symbols.Values.Sum(book => book.Position.CostBasis.Amount);
        if (Math.Abs(ledger.Cash.Amount + cost - (ledger.StartEquity + ledger.RealizedPnl - ledger.Fees).Amount) > 0.01m)
        {
            Violations.Add("cash plus cost of positions is not start equity plus realised P&L");
        }

        if (ledger.ReservedExposure.Amount != stock.Books.Live.Values.Sum(order => order.Reserved.Amount))
        {
            Violations.Add($"{ledger.ReservedExposure} reserved, which the working orders do not explain");
        }

        var lastDeath = stock.Crashes.Select(crash => crash.AtUtc).Concat(stock.Kills).Append(DateTime.MinValue).Max();
        if (!stock.HasResumed || journal.LastOrderUtc < lastDeath)
        {
            Violations.Add($"trading did not resume: {stock.Proof}");
        }
    }
}
