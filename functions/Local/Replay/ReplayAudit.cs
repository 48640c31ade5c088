using System.Globalization;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Infra.Files;
using TradingFunctions.Infra.Simulation.Exchange;
using TradingFunctions.Pipeline.Day;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Strategies;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Local.Replay;

/// <summary>Counts a replay from what it left behind: runs and alerts from the store, orders and money from the exchange's journal, alerts once more from the bars.</summary>
internal sealed class ReplayAudit(ReplayHost host, RunAudit runs, ReplayState state, BarFileContents bars, IReadOnlyList<Session> sessions)
{
    private readonly Dictionary<Symbol, BarSeries> series = bars.Series.ToDictionary(s => s.Symbol);

    /// <param name="simulated">Time gone through.</param>
    public async Task<ReplayReport> Write(string? decisionsPath, TimeSpan simulated, CancellationToken cancellationToken)
    {
        await runs.Complete();
        var tally = runs.Tally;
        var audit = ExchangeAudit.Run(state.Directory.ExchangeFile);
        var hash = await WriteDecisions(decisionsPath);
        var curve = await EquityCurve.Read(bars.Series, sessions, audit.StartingCash.Amount, host.Exchange, cancellationToken);
        return new ReplayReport(
            bars.Rows,
            tally.Bars,
            tally.Checks,
            host.Engine.Counters.Activities,
            sessions.Count,
            await host.Get<RunStore>().CountScans(cancellationToken),
            tally.Monitors,
            tally.Alerts,
            new DecisionCounts(tally.Trades, tally.PlanUpdates, tally.Ignored),
            OrdersOf(audit),
            tally.Denied,
            audit.StartingCash.Amount,
            Plain(audit.Cash.Amount + audit.Positions.Sum(p => p.SignedQuantity * Mark(p.Symbol))),
            Plain(audit.RealizedPnl.Amount),
            Plain(audit.Positions.Sum(p => (p.SignedQuantity * Mark(p.Symbol)) - p.Cost.Amount)),
            Plain(audit.Fees.Amount),
            (decimal)Math.Round(PortfolioRisk.MaxDrawdown(curve), 6),
            runs.Lost,
            tally.Unhandled,
            audit.DuplicateOrders,
            await Differences(audit, cancellationToken),
            await StrategyResults.Read(host.Get<DayStore>(), host.Get<StrategyBook>(), sessions[^1].Date, cancellationToken),
            hash,
            WallSeconds: 0,
            simulated.TotalSeconds,
            bars.SkippedRows.Values.Sum(),
            [.. bars.Warnings, .. StrategyResults.Warnings(host.Get<StrategyBook>())]);
    }

    private static OrderCounts OrdersOf(ExchangeAuditReport audit) => new(
        audit.Orders.Values.Sum(),
        audit.Orders.GetValueOrDefault(OrderStatus.Filled),
        audit.PartiallyFilled,
        audit.Orders.GetValueOrDefault(OrderStatus.Canceled) + audit.Orders.GetValueOrDefault(OrderStatus.Expired),
        audit.Orders.GetValueOrDefault(OrderStatus.Rejected),
        audit.Orders.Where(o => o.Key is not (OrderStatus.Filled or OrderStatus.Canceled or OrderStatus.Expired or OrderStatus.Rejected)).Sum(o => o.Value));

    /// <summary>Our books against the exchange's journal.</summary>
    private async Task<string[]> Differences(ExchangeAuditReport audit, CancellationToken cancellationToken)
    {
        var books = await host.Get<AccountBook>().Open(cancellationToken);
        var ours = books.Symbols.Values.Where(s => !s.Position.IsFlat).ToDictionary(s => s.Holding.Symbol, s => s.Position);
        var differences = new List<string>();
        Compare("cash", books.Ledger.Cash.Amount, audit.Cash.Amount);
        Compare("fees", books.Ledger.Fees.Amount, audit.Fees.Amount);
        Compare("realizedPnl", books.Ledger.RealizedPnl.Amount, audit.RealizedPnl.Amount);
        foreach (var theirs in audit.Positions.Where(p => p.SignedQuantity != 0m))
        {
            Compare($"position {theirs.Symbol}", ours.GetValueOrDefault(theirs.Symbol).SignedQuantity, theirs.SignedQuantity);
            ours.Remove(theirs.Symbol);
        }

        foreach (var (symbol, position) in ours.OrderBy(o => o.Key))
        {
            Compare($"position {symbol}", position.SignedQuantity, 0m);
        }

        return [.. differences];

        void Compare(string what, decimal inBooks, decimal atExchange)
        {
            // Average cost is rounded to 1e-8 dollars on both sides, each in its own way.
            if (Math.Abs(inBooks - atExchange) >= 0.005m)
            {
                differences.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: {inBooks} in the books, {atExchange} at the exchange"));
            }
        }
    }

    private async Task<string> WriteDecisions(string? path)
    {
        var log = runs.Log;
        log.AddInput(sessions[0].OpenUtc, BarDigest.Of(bars.Series));
        if (path is null)
        {
            return log.Write(output: null);
        }

        await using var file = File.Create(path);
        return log.Write(file);
    }

    private decimal Mark(Symbol symbol) => Price.From(EquityCurve.PriceAt(series[symbol], DateTime.MaxValue)).Amount;

    /// <summary>To 1e-8 dollars, as average cost is kept, and without trailing zeros.</summary>
    private static decimal Plain(decimal value) => Math.Round(value, 8) / 1.000000000000000000000000000000000m;
}
