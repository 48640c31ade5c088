using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Infra.Simulation.Exchange;

/// <summary>Cash, fees, positions and realised profit as executions add up.</summary>
internal sealed class AuditTally
{
    private readonly SortedDictionary<Symbol, (decimal Shares, decimal Cost)> held = [];

    public int Fills { get; private set; }

    public decimal CashFlow { get; private set; }

    public decimal Fees { get; private set; }

    public decimal Realized { get; private set; }

    public IReadOnlyList<AuditedPosition> Positions =>
        [.. held.Where(h => h.Value.Shares != 0m).Select(h => new AuditedPosition(h.Key, h.Value.Shares, new Money(h.Value.Cost)))];

    public void Add(OrderEvent e)
    {
        var change = e.Side == Side.Buy ? e.Quantity.Shares : -e.Quantity.Shares;
        var price = e.Price!.Value;
        Fills++;
        Fees += e.Fee.Amount;
        CashFlow -= (change * price) + e.Fee.Amount;

        var (shares, cost) = held.GetValueOrDefault(e.Symbol);
        var closes = shares > 0m && change < 0m ? Math.Max(change, -shares) : shares < 0m && change > 0m ? Math.Min(change, -shares) : 0m;
        if (closes != 0m)
        {
            var costOut = closes == -shares ? -cost : cost / shares * closes;
            Realized -= (closes * price) - costOut;
            (shares, cost) = (shares + closes, cost + costOut);
        }

        var opens = change - closes;
        held[e.Symbol] = (shares + opens, cost + (opens * price));
    }
}
