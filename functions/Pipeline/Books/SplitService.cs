using System.Globalization;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Books;

public enum SplitStatus
{
    Booked,

    /// <summary>A split of that date or a later one is in the books, or nothing is held.</summary>
    NothingToDo,

    /// <summary>The broker's position is not what the split makes of ours.</summary>
    BrokerDiffers,
}

/// <param name="Detail">For people.</param>
public sealed record SplitOutcome(SplitStatus Status, SplitRecord? Split, string Detail);

/// <summary>Books splits, once the broker shows them: it is the truth, and the books follow it for a stated reason.</summary>
public sealed class SplitService(AccountBook book, IBroker broker, AuditTrail audit, TimeProvider clock)
{
    /// <exception cref="BrokerException">The broker gave no usable answer.</exception>
    public async Task<SplitOutcome> Apply(Symbol symbol, DateOnly exDate, int newShares, int oldShares, CancellationToken cancellationToken)
    {
        var position = (await book.Open(cancellationToken)).Book(symbol).Position;
        if (position.IsFlat)
        {
            return new SplitOutcome(SplitStatus.NothingToDo, Split: null, $"No position in {symbol}.");
        }

        var expected = position.Split(newShares, oldShares).SignedQuantity;
        var held = (await broker.ListPositions(cancellationToken)).FirstOrDefault(other => other.Symbol == symbol)?.SignedQuantity ?? 0m;
        // A broker may pay a fraction in cash: the reconciliation takes that over.
        if (Math.Abs(expected - held) >= 1m)
        {
            return new SplitOutcome(
                SplitStatus.BrokerDiffers,
                Split: null,
                string.Create(CultureInfo.InvariantCulture, $"The books hold {position.SignedQuantity} shares of {symbol}, which the split makes {expected}; the broker holds {held}."));
        }

        var reply = await book.Ask<SplitReply>(new ApplySplit(symbol, exDate, newShares, oldShares, clock.GetUtcNow().UtcDateTime), cancellationToken);
        if (reply.Split is { } booked)
        {
            await audit.Add(
                new AuditRecord(
                    $"{DocumentIds.Of(symbol)}-{exDate:yyyyMMdd}", audit.NowUtc, AuditKind.SplitBooked, "books", $"position.{symbol}", Json(booked.QuantityBefore), Json(booked.QuantityAfter), $"{newShares} for {oldShares} on {exDate:yyyy-MM-dd}"),
                cancellationToken);
        }

        return reply.Split is { } split
            ? new SplitOutcome(SplitStatus.Booked, split, string.Create(CultureInfo.InvariantCulture, $"{symbol}: {split.QuantityBefore} shares are {split.QuantityAfter}."))
            : new SplitOutcome(SplitStatus.NothingToDo, Split: null, $"A split of {symbol} on {exDate:yyyy-MM-dd} or later is in the books already.");
    }

    private static string Json(decimal shares) => shares.ToString(CultureInfo.InvariantCulture);
}
