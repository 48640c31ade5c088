namespace TradingFunctions.Domain.Portfolio;

/// <summary>Splits: shares are multiplied, their cost and every dollar figure stay.</summary>
internal static class Splitting
{
    /// <exception cref="ArgumentException">The ratio is not one of positive numbers, or changes nothing.</exception>
    public static SplitReply Apply(AccountDraft draft, ApplySplit command)
    {
        if (command.NewShares <= 0 || command.OldShares <= 0 || command.NewShares == command.OldShares)
        {
            throw new ArgumentException($"A split gives a positive number of shares for another one, not {command.NewShares} for {command.OldShares}.", nameof(command));
        }

        var holding = draft.State.Book(command.Symbol).Holding;
        if (holding.Position.IsFlat || holding.LastSplit >= command.ExDate)
        {
            return new SplitReply(Split: null);
        }

        var before = holding.Position.SignedQuantity;
        var position = holding.Position.Split(command.NewShares, command.OldShares);
        draft.Put(holding with
        {
            Position = position,
            LastPrice = holding.LastPrice is { } price ? new Price(Math.Round(price.Amount * command.OldShares / command.NewShares, 6)) : null,
            LastSplit = command.ExDate,
        });
        var split = new SplitRecord(command.Symbol, command.ExDate, command.NewShares, command.OldShares, before, position.SignedQuantity);
        draft.Log(command.NowUtc, split: split);
        return new SplitReply(split);
    }
}
