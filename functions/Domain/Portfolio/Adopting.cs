namespace TradingFunctions.Domain.Portfolio;

/// <summary>The books made to agree with the broker: it is the truth.</summary>
internal static class Adopting
{
    public static AdoptReply Adopt(AccountDraft draft, AdoptAccount command)
    {
        var differences = new List<string>();
        if (command.IfLogStandsAt is { } entry && entry != draft.Ledger.LogSequence)
        {
            return new AdoptReply([]);
        }

        foreach (var held in command.Positions.OrderBy(position => position.Symbol))
        {
            var book = draft.State.Book(held.Symbol);
            var difference = held.SignedQuantity - book.Position.SignedQuantity;
            if (difference != 0m)
            {
                differences.Add($"{held.Symbol}: books {book.Position.SignedQuantity}, broker {held.SignedQuantity}");
                Correct(draft, held.Symbol, difference, held.AverageCost ?? book.Holding.LastPrice ?? book.Position.AverageCost!.Value, command);
            }
        }

        if (command.Cash is { } broker && broker != draft.Ledger.Cash)
        {
            var cash = broker - draft.Ledger.Cash;
            differences.Add($"cash: books {draft.Ledger.Cash}, broker {broker}");
            draft.Ledger = draft.Ledger with { Cash = broker, StartEquity = draft.Ledger.StartEquity + cash, PeakEquity = Moved(draft.Ledger.PeakEquity, cash) };
            draft.Log(command.NowUtc, adjustment: new Adjustment(cash, Symbol: null, 0m, Price: null, command.Reason));
        }

        return new AdoptReply([.. differences]);
    }

    public static NothingToSay Mark(AccountDraft draft, MarkReconciled command)
    {
        draft.Ledger = draft.Ledger with { ReconciledUntilUtc = command.UntilUtc };
        return NothingToSay.Instance;
    }

    /// <summary>Books the difference like a trade at the broker's cost, paid from outside: start equity moves, P&amp;L only where a position shrinks.</summary>
    private static void Correct(AccountDraft draft, Symbol symbol, decimal difference, Price price, AdoptAccount command)
    {
        var holding = draft.State.Book(symbol).Holding;
        var (position, realized) = holding.Position.Apply(difference, price);
        var risk = position.IsFlat ? Money.Zero : holding.OpenRisk;
        draft.Ledger = draft.Ledger with
        {
            StartEquity = new Money(draft.Ledger.StartEquity.Amount + (difference * price.Amount)),
            PeakEquity = Moved(draft.Ledger.PeakEquity, new Money(difference * price.Amount)),
            RealizedPnl = draft.Ledger.RealizedPnl + realized,
            OpenRisk = draft.Ledger.OpenRisk + risk - holding.OpenRisk,
        };
        draft.Put(holding with { Position = position, RealizedPnl = holding.RealizedPnl + realized, OpenRisk = risk, LastPrice = holding.LastPrice ?? price });
        draft.Log(command.NowUtc, adjustment: new Adjustment(Money.Zero, symbol, difference, price, command.Reason));
    }

    /// <summary>Money and shares that come or go are neither a new peak nor a fall from one.</summary>
    private static Money Moved(Money peak, Money flow) => peak == Money.Zero || peak.Amount + flow.Amount <= 0m ? Money.Zero : peak + flow;
}
