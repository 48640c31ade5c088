using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Domain.Performance;

/// <summary>What one step of a position counts for, and for whom.</summary>
/// <param name="Traded">Dollars bought or sold.</param>
/// <param name="Closed">The trade that it ended.</param>
public sealed record Attribution(StrategyId Strategy, string? Worker, Money Traded, Money Realized, Money Fee, RoundTrip? Closed);

/// <summary>Follows trades from opening to end through the steps of their positions.</summary>
public sealed class TripTracker(IEnumerable<OpenTrip> open)
{
    private readonly SortedDictionary<Symbol, OpenTrip> trips = new(open.ToDictionary(trip => trip.Symbol));

    /// <summary>Trades that are not over, by symbol.</summary>
    public IReadOnlyCollection<OpenTrip> Open => trips.Values;

    public OpenTrip? Find(Symbol symbol) => trips.GetValueOrDefault(symbol);

    /// <summary>Takes a step in. One that turns a position over ends a trade and begins another: two attributions.</summary>
    public IReadOnlyList<Attribution> Apply(PositionChange step)
    {
        if (step.Price is not { } price)
        {
            Split(step);
            return [];
        }

        if (step.Before != 0m && Math.Sign(step.After) == -Math.Sign(step.Before))
        {
            var size = Math.Abs(step.After - step.Before);
            var closingFee = new Money(Math.Round(step.Fee.Amount * Math.Abs(step.Before) / size, 8));
            return
            [
                Reduce(step with { After = 0m, Fee = closingFee }, price),
                Enter(step with { Before = 0m, Fee = step.Fee - closingFee, Realized = Money.Zero }, price),
            ];
        }

        return [Math.Abs(step.After) > Math.Abs(step.Before) ? Enter(step, price) : Reduce(step, price)];
    }

    private Attribution Enter(PositionChange step, Price price)
    {
        var shares = Math.Abs(step.After - step.Before);
        var traded = new Money(shares * price.Amount);
        var trip = trips.GetValueOrDefault(step.Symbol)
            ?? new OpenTrip(step.Symbol, step.Strategy, step.Worker, step.After > 0m, step.AtUtc, 0m, Money.Zero, 0m, Money.Zero, Money.Zero, Money.Zero);
        trips[step.Symbol] = trip with { Entered = trip.Entered + shares, EntryNotional = trip.EntryNotional + traded, Fees = trip.Fees + step.Fee };
        return new Attribution(trip.Strategy, trip.Worker, traded, Money.Zero, step.Fee, Closed: null);
    }

    private Attribution Reduce(PositionChange step, Price price)
    {
        var shares = Math.Abs(step.After - step.Before);
        var traded = new Money(shares * price.Amount);
        if (trips.GetValueOrDefault(step.Symbol) is not { } trip)
        {
            return new Attribution(step.Strategy, step.Worker, traded, step.Realized, step.Fee, Closed: null);
        }

        var next = trip with
        {
            Exited = trip.Exited + shares,
            ExitNotional = trip.ExitNotional + traded,
            Realized = trip.Realized + step.Realized,
            Fees = trip.Fees + step.Fee,
        };
        if (step.After != 0m)
        {
            trips[step.Symbol] = next;
            return new Attribution(trip.Strategy, trip.Worker, traded, step.Realized, step.Fee, Closed: null);
        }

        trips.Remove(step.Symbol);
        return new Attribution(trip.Strategy, trip.Worker, traded, step.Realized, step.Fee, next.Close(step.AtUtc));
    }

    private void Split(PositionChange step)
    {
        if (step.Before != 0m && trips.GetValueOrDefault(step.Symbol) is { } trip)
        {
            var ratio = step.After / step.Before;
            trips[step.Symbol] = trip with { Entered = trip.Entered * ratio, Exited = trip.Exited * ratio };
        }
    }
}
