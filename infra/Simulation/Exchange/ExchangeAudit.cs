using Microsoft.Data.Sqlite;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Infra.Simulation.Exchange;

/// <summary>What an exchange's journal says when it is counted again from nothing.</summary>
/// <param name="Orders">Orders that were sent, legs apart, by their last status; refused ones are <see cref="OrderStatus.Rejected"/>.</param>
/// <param name="Legs">Exit legs by their last status.</param>
/// <param name="PartiallyFilled">Orders and legs that filled in part, whatever became of the rest.</param>
/// <param name="DuplicateOrders">Orders whose client id, or whose whole terms at the same instant, another order has too; and executions that are there twice.</param>
/// <param name="Overfilled">Orders that filled more than they were for.</param>
/// <param name="Fills">Executions.</param>
/// <param name="Fees">Commission paid.</param>
/// <param name="Cash">Starting cash, sales less purchases less fees.</param>
/// <param name="RealizedPnl">At average cost, fees apart.</param>
/// <param name="Positions">What is left, by symbol.</param>
public sealed record ExchangeAuditReport(
    IReadOnlyDictionary<OrderStatus, int> Orders,
    IReadOnlyDictionary<OrderStatus, int> Legs,
    int PartiallyFilled,
    int DuplicateOrders,
    int Overfilled,
    int Fills,
    Money StartingCash,
    Money Cash,
    Money Fees,
    Money RealizedPnl,
    IReadOnlyList<AuditedPosition> Positions);

/// <param name="SignedQuantity">Shares; negative for a short position.</param>
/// <param name="Cost">Dollars paid; negative, dollars received, for a short position.</param>
public sealed record AuditedPosition(Symbol Symbol, decimal SignedQuantity, Money Cost);

/// <summary>Recounts an exchange's journal. Shares no arithmetic with the exchange, the pipeline, or its books.</summary>
public static class ExchangeAudit
{
    private const string RepeatedTerms =
        """
        SELECT COALESCE(SUM(n - 1), 0) FROM (SELECT COUNT(*) AS n FROM orders
        WHERE id NOT IN (SELECT id FROM events WHERE kind = $0)
        GROUP BY symbol, side, quantity, type, purpose, strategy, limit_price, stop_price, submitted)
        """;

    /// <param name="path">The journal's file; it may be in use.</param>
    /// <exception cref="ExchangeJournalException">The file is not an exchange's journal.</exception>
    public static ExchangeAuditReport Run(string path)
    {
        try
        {
            using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
            connection.Open();
            return Count(connection);
        }
        catch (SqliteException e)
        {
            throw new ExchangeJournalException($"{path}: {e.Message}", e);
        }
    }

    private static ExchangeAuditReport Count(SqliteConnection connection)
    {
        var orders = Orders(connection);
        var tally = new AuditTally();
        using (var select = connection.Command(JournalSchema.SelectEvents, parameters: 2))
        {
            select.Parameters[0].Value = 0L;
            select.Parameters[1].Value = -1L;
            using var rows = select.ExecuteReader();
            while (rows.Read())
            {
                var e = JournalRows.Event(rows);
                if (!orders.TryGetValue(e.ClientOrderId.Value, out var order))
                {
                    throw new ExchangeJournalException($"Event {e.Sequence} is of order {e.ClientOrderId}, which was never sent.");
                }

                order.Status = StatusAfter(e.Kind, order.Status);
                if (e.ExecutionId is not null)
                {
                    order.Filled += e.Quantity.Shares;
                    tally.Add(e);
                }
            }
        }

        using var cash = connection.Command("SELECT starting_cash FROM meta", parameters: 0);
        var start = decimal.Parse((string)cash.ExecuteScalar()!, System.Globalization.CultureInfo.InvariantCulture);
        return new ExchangeAuditReport(
            ByStatus(orders.Values.Where(o => !o.IsLeg)), ByStatus(orders.Values.Where(o => o.IsLeg)),
            orders.Values.Count(o => o.Filled > 0m && o.Status != OrderStatus.Filled),
            (int)Number(connection, "SELECT COUNT(*) - COUNT(DISTINCT id) FROM orders") + (int)Number(connection, RepeatedTerms, (long)OrderEventKind.Rejected)
                + (int)Number(connection, "SELECT COUNT(execution) - COUNT(DISTINCT execution) FROM events"),
            orders.Values.Count(o => o.Filled > o.Quantity),
            tally.Fills, new Money(start), new Money(start + tally.CashFlow), new Money(tally.Fees), new Money(tally.Realized), tally.Positions);
    }

    private static SortedDictionary<string, AuditedOrder> Orders(SqliteConnection connection)
    {
        var orders = new SortedDictionary<string, AuditedOrder>(StringComparer.Ordinal);
        using var select = connection.Command("SELECT id, quantity, stop_loss IS NOT NULL, take_profit IS NOT NULL, purpose FROM orders", parameters: 0);
        using var rows = select.ExecuteReader();
        while (rows.Read())
        {
            var (id, quantity) = (rows.GetString(0), JournalRows.Amount(rows, 1));
            var legStatus = (OrderPurpose)rows.GetInt64(4) == OrderPurpose.Entry ? OrderStatus.Held : OrderStatus.New;
            orders[id] = new AuditedOrder(quantity, IsLeg: false);
            if (rows.GetInt64(2) != 0)
            {
                orders[id + ".sl"] = new AuditedOrder(quantity, IsLeg: true) { Status = legStatus };
            }

            if (rows.GetInt64(3) != 0)
            {
                orders[id + ".tp"] = new AuditedOrder(quantity, IsLeg: true) { Status = legStatus };
            }
        }

        return orders;
    }

    private static OrderStatus StatusAfter(OrderEventKind kind, OrderStatus before) => kind switch
    {
        OrderEventKind.New => OrderStatus.New,
        OrderEventKind.Fill => OrderStatus.Filled,
        OrderEventKind.PartialFill => OrderStatus.PartiallyFilled,
        OrderEventKind.Canceled => OrderStatus.Canceled,
        OrderEventKind.Expired => OrderStatus.Expired,
        OrderEventKind.Rejected => OrderStatus.Rejected,
        _ => before,
    };

    private static SortedDictionary<OrderStatus, int> ByStatus(IEnumerable<AuditedOrder> orders) =>
        new(orders.GroupBy(o => o.Status).ToDictionary(g => g.Key, g => g.Count()));

    private static long Number(SqliteConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        using var command = connection.Command(sql, values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        return (long)command.ExecuteScalar()!;
    }

    private sealed record AuditedOrder(decimal Quantity, bool IsLeg)
    {
        public OrderStatus Status { get; set; } = OrderStatus.New;

        public decimal Filled { get; set; }
    }
}
