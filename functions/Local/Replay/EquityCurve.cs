using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Replay;

/// <summary>Equity at the close of every session, from the exchange's fills and the bars.</summary>
internal static class EquityCurve
{
    public static async Task<double[]> Read(
        IReadOnlyList<BarSeries> bars, IReadOnlyList<Session> sessions, decimal startingCash, IBroker exchange, CancellationToken cancellationToken)
    {
        var series = bars.ToDictionary(b => b.Symbol);
        var held = new SortedDictionary<Symbol, decimal>();
        var cash = startingCash;
        var curve = new List<double> { (double)cash };
        var fills = await Fills(exchange, cancellationToken);
        var next = 0;
        foreach (var session in sessions)
        {
            for (; next < fills.Count && fills[next].AtUtc <= session.CloseUtc; next++)
            {
                var fill = fills[next];
                var signed = fill.Side == Side.Buy ? fill.Quantity.Shares : -fill.Quantity.Shares;
                cash -= (signed * fill.Price!.Value) + fill.Fee.Amount;
                held[fill.Symbol] = held.GetValueOrDefault(fill.Symbol) + signed;
            }

            curve.Add((double)cash + held.Where(h => h.Value != 0m).Sum(h => (double)h.Value * PriceAt(series[h.Key], session.CloseUtc)));
        }

        return [.. curve];
    }

    /// <summary>Close of the newest bar that has ended.</summary>
    public static double PriceAt(BarSeries series, DateTime atUtc) => series[series.CountAt(atUtc) - 1].Close;

    private static async Task<List<OrderEvent>> Fills(IBroker exchange, CancellationToken cancellationToken)
    {
        var fills = new List<OrderEvent>();
        for (long after = 0; ;)
        {
            var events = await exchange.ReadEvents(after, 4096, cancellationToken);
            if (events.Count == 0)
            {
                return fills;
            }

            fills.AddRange(events.Where(e => e.Kind is OrderEventKind.Fill or OrderEventKind.PartialFill));
            after = events[^1].Sequence;
        }
    }
}
