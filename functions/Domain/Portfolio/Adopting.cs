namespace TradingFunctions.Domain.Portfolio;

/// <summary>The books made to agree with the broker: it is the truth.</summary>
internal static class Adopting
{
    public static AdoptReply Adopt(AccountDraft draft, AdoptAccount command)
    {
        var differences = new List<string>();
        var broker = command.Positions.ToDictionary(position => position.Symbol);
        foreach (var symbol in draft.State.Symbols.Keys.Union(broker.Keys).Order())
        {
            var position = draft.State.Book(symbol).Position;
            var held = broker.GetValueOrDefault(symbol);
            var difference = (held?.SignedQuantity ?? 0m) - position.SignedQuantity;
            if (difference != 0m)
            {
                differences.Add($"{symbol}: books {position.SignedQuantity}, broker {held?.SignedQuantity ?? 0m}");
                Correct(draft, symbol, difference, held?.AverageCost ?? draft.State.Book(symbol).Holding.LastPrice ?? position.AverageCost!.Value, command);
            }
        }

        var cash = command.Cash - draft.Ledger.Cash;
        if (cash != Money.Zero)
        {
            differences.Add($"cash: books {draft.Ledger.Cash}, broker {command.Cash}");
            draft.Ledger = draft.Ledger with { Cash = command.Cash, StartEquity = draft.Ledger.StartEquity + cash };
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
            RealizedPnl = draft.Ledger.RealizedPnl + realized,
            OpenRisk = draft.Ledger.OpenRisk + risk - holding.OpenRisk,
        };
        draft.Put(holding with { Position = position, RealizedPnl = holding.RealizedPnl + realized, OpenRisk = risk, LastPrice = holding.LastPrice ?? price });
        draft.Log(command.NowUtc, adjustment: new Adjustment(Money.Zero, symbol, difference, price, command.Reason));
    }
}
