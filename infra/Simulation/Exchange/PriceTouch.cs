using System.Runtime.InteropServices;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Infra.Simulation.Exchange;

/// <summary>From when in a bar an order stood in the book: how much of the bar is known to come after.</summary>
internal enum Since
{
    BeforeOpen,

    /// <summary>Since the open: high, low and close come after.</summary>
    Open,

    /// <summary>Since some time within the bar: only the close comes after.</summary>
    Within,
}

/// <summary>What one bar means for one order, volume apart.</summary>
/// <param name="Price">Price at which it may fill, dollars; null where it may not.</param>
/// <param name="AtOpen">Whether that is at the open, ahead of everything else in the bar.</param>
/// <param name="Triggered">Whether a stop has been touched, now or before.</param>
/// <param name="Extreme">Best price that a trailing stop has seen.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PriceTouch(decimal? Price, bool AtOpen, bool Triggered, decimal Extreme)
{
    /// <summary>
    /// Market orders fill at the open. Limits fill at the open where that is within the limit, else at the limit when a trade touches it. A stop
    /// that the open has passed fills at the open, else at its price when touched; half the spread is paid by whoever takes liquidity.
    /// Of a path inside the bar nothing is assumed but that the open is first and the close last.
    /// </summary>
    public static PriceTouch Of(ExchangeOrder order, in BarMarket market, Since since)
    {
        var (terms, triggered, extreme) = (order.Terms, order.Triggered, order.Extreme);
        return terms.Type switch
        {
            OrderType.Market => AtMarket(terms.Side, market, since),
            OrderType.Limit => AtLimit(terms.Side, terms.LimitPrice!.Value.Amount, market, since),
            OrderType.Stop when triggered => AtMarket(terms.Side, market, since) with { Triggered = true },
            OrderType.Stop => AtStop(terms.Side, terms.StopPrice!.Value.Amount, market, since),
            OrderType.StopLimit when triggered => AtLimit(terms.Side, terms.LimitPrice!.Value.Amount, market, since) with { Triggered = true },
            OrderType.StopLimit => AtStopLimit(terms.Side, terms.StopPrice!.Value.Amount, terms.LimitPrice!.Value.Amount, market, since),
            OrderType.TrailingStop when triggered => AtMarket(terms.Side, market, since) with { Triggered = true, Extreme = extreme },
            OrderType.TrailingStop => AtTrail(terms.Side, terms.TrailPercent!.Value, extreme == 0m ? market.Open : extreme, market),
            _ => throw new ArgumentOutOfRangeException(nameof(order), terms.Type, message: null),
        };
    }

    private static PriceTouch AtMarket(Side side, in BarMarket market, Since since) =>
        since == Since.BeforeOpen ? new(market.Take(side, market.Open), AtOpen: true, Triggered: false, Extreme: 0m) : default;

    private static PriceTouch AtLimit(Side side, decimal limit, in BarMarket market, Since since)
    {
        if (since == Since.BeforeOpen && market.Take(side, market.Open) is var open && BarMarket.IsWithinLimit(side, open, limit))
        {
            return new(open, AtOpen: true, Triggered: false, Extreme: 0m);
        }

        var reached = since == Since.Within ? market.Close : market.Best(side);
        return BarMarket.IsWithinLimit(side, reached, limit) ? new(limit, AtOpen: false, Triggered: false, Extreme: 0m) : default;
    }

    private static PriceTouch AtStop(Side side, decimal stop, in BarMarket market, Since since)
    {
        if (since == Since.BeforeOpen && BarMarket.IsThroughStop(side, market.Open, stop))
        {
            return new(market.Take(side, market.Open), AtOpen: true, Triggered: true, Extreme: 0m);
        }

        var reached = since == Since.Within ? market.Close : market.Worst(side);
        return BarMarket.IsThroughStop(side, reached, stop) ? new(market.Take(side, stop), AtOpen: false, Triggered: true, Extreme: 0m) : default;
    }

    private static PriceTouch AtStopLimit(Side side, decimal stop, decimal limit, in BarMarket market, Since since)
    {
        var touch = AtStop(side, stop, market, since);
        if (!touch.Triggered || BarMarket.IsWithinLimit(side, touch.Price!.Value, limit))
        {
            return touch;
        }

        // It rests at its limit from the touch on: after an open the whole bar follows, otherwise only the close surely does.
        return AtLimit(side, limit, market, touch.AtOpen ? Since.Open : Since.Within) with { Triggered = true };
    }

    private static PriceTouch AtTrail(Side side, decimal trail, decimal extreme, in BarMarket market)
    {
        var touch = AtStop(side, Level(extreme), market, Since.BeforeOpen);
        if (touch.Triggered)
        {
            return touch with { Extreme = extreme };
        }

        // The best price of the bar came before its close: a close beyond the new level must have passed it.
        var better = side == Side.Sell ? Math.Max(extreme, market.High) : Math.Min(extreme, market.Low);
        return AtStop(side, Level(better), market, Since.Within) with { Extreme = better };

        decimal Level(decimal from) => from * (side == Side.Sell ? 1m - trail : 1m + trail);
    }
}
