using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Telemetry;

/// <summary>Counts what the account has committed, ends the trace of an order with its fills, and writes both into the log.</summary>
public sealed class AccountMeter(TradeMetrics metrics, ILogger<AccountMeter> log) : IAccountObserver
{
    private readonly ConcurrentDictionary<string, decimal> realized = new(StringComparer.Ordinal);

    /// <summary>Realised P&amp;L of each strategy since the host started, fees deducted, dollars.</summary>
    public IReadOnlyDictionary<string, decimal> Realized => realized;

    public void Committed(AccountCommit commit)
    {
        foreach (var entry in commit.Log)
        {
            if (entry.Fill is { } fill)
            {
                Fill(fill, commit.After.Find(fill.OrderId)?.Trace);
            }
        }

        foreach (var id in commit.Orders)
        {
            var before = commit.Before.Find(id);
            if (commit.After.Find(id) is { } after)
            {
                Order(before, after);
            }
        }
    }

    private void Order(OrderRecord? before, OrderRecord after)
    {
        var strategy = after.Terms.Strategy.Value;
        if (before is null && after.Source == OrderSource.Signal)
        {
            metrics.Ordered(strategy);
        }

        if (after is { IsFinal: true, End: { } end, Source: OrderSource.Signal } && before is not { IsFinal: true })
        {
            metrics.Ended(strategy, end.ToString().ToLowerInvariant());
            if (end == OrderEnd.Denied)
            {
                foreach (var code in (after.Reason ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    metrics.Denied(code);
                }
            }
        }

        if (before?.Stage != after.Stage && (after.Stage == IntentStage.Unresolved || after.End is OrderEnd.Rejected or OrderEnd.Lost))
        {
            using var span = after.Trace is null ? null : Spans.Start("order", after.Trace);
            log.OrderInTrouble(after.Id, after.End?.ToString() ?? after.Stage.ToString(), after.Reason ?? "no reason given");
        }
    }

    private void Fill(FillRecord fill, string? trace)
    {
        var strategy = fill.Strategy.Value;
        metrics.Filled(strategy);
        var profit = fill.Realized.Amount - fill.Fee.Amount;
        if (profit != 0)
        {
            realized.AddOrUpdate(strategy, profit, (_, sum) => sum + profit);
            metrics.Realized(strategy, profit);
        }

        if (fill.Purpose == OrderPurpose.Exit)
        {
            metrics.Closed(strategy, profit);
        }

        using var span = trace is null ? null : Spans.Start("fill", trace);
        span?.SetTag("trading.order.id", fill.OrderId.Value);
        span?.SetTag("trading.symbol", fill.Symbol.Value);
        span?.SetTag("trading.quantity", fill.SignedQuantity.ToString(CultureInfo.InvariantCulture));
        span?.SetTag("trading.price", fill.Price.Amount.ToString(CultureInfo.InvariantCulture));
        log.Filled(fill.OrderId, fill.Symbol, fill.SignedQuantity, fill.Price.Amount);
    }
}
