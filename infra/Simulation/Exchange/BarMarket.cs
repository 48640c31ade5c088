using System.Runtime.InteropServices;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Infra.Simulation.Exchange;

/// <summary>A bar as a market to trade in: dollars as decimals, half the spread, and the shares that may be had.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BarMarket(decimal Open, decimal High, decimal Low, decimal Close, decimal HalfSpread, decimal Capacity)
{
    private const int PriceDigits = 4;
    private const decimal Tick = 0.01m;
    private const decimal SmallTick = 0.0001m;

    public static BarMarket Of(in Bar bar, ExchangeOptions options)
    {
        var open = (decimal)bar.Open;
        var spread = Math.Max(open * options.SpreadFraction, open >= 1m ? Tick : SmallTick);
        var quote = new Quote(bar.EndUtc, bar.Bid, bar.Ask);
        if (quote.IsTwoSided && quote.RelativeSpread <= (double)options.MaxQuotedSpread)
        {
            spread = (decimal)bar.Ask - (decimal)bar.Bid;
        }

        return new BarMarket(
            open, (decimal)bar.High, (decimal)bar.Low, (decimal)bar.Close, spread / 2, Math.Floor((decimal)bar.Volume * options.MaxParticipation));
    }

    /// <summary>What taking liquidity costs when the last trade was at this price.</summary>
    public decimal Take(Side side, decimal price) =>
        Math.Max(SmallTick, Math.Round(side == Side.Buy ? price + HalfSpread : price - HalfSpread, PriceDigits));

    /// <summary>The extreme that a resting limit order waits for.</summary>
    public decimal Best(Side side) => side == Side.Buy ? Low : High;

    /// <summary>The extreme that a stop order fears.</summary>
    public decimal Worst(Side side) => side == Side.Buy ? High : Low;

    public static bool IsWithinLimit(Side side, decimal price, decimal limit) => side == Side.Buy ? price <= limit : price >= limit;

    public static bool IsThroughStop(Side side, decimal price, decimal stop) => side == Side.Buy ? price >= stop : price <= stop;
}
