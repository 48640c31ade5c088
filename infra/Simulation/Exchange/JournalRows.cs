using System.Globalization;
using Microsoft.Data.Sqlite;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Infra.Simulation.Exchange;

/// <summary>Rows of the journal as orders and events, and back.</summary>
internal static class JournalRows
{
    /// <summary>A command with parameters $0, $1, ...</summary>
    public static SqliteCommand Command(this SqliteConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i.ToString(CultureInfo.InvariantCulture), Value = DBNull.Value });
        }

        return command;
    }

    public static void Run(this SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        command.ExecuteNonQuery();
    }

    public static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    public static void Insert(SqliteCommand command, ExchangeOrder order)
    {
        var t = order.Terms;
        command.Run(
            order.Number, t.ClientOrderId.Value, t.Symbol.Value, (long)t.Side, Text(t.Quantity.Shares), (long)t.Type, (long)t.TimeInForce, (long)t.Purpose, t.Strategy.Value,
            Text(t.LimitPrice), Text(t.StopPrice), t.TrailPercent is { } trail ? Text(trail) : null, Text(t.StopLoss), Text(t.TakeProfit),
            order.SubmittedUtc.Ticks, Text(order.ReferencePrice));
    }

    public static void Insert(SqliteCommand command, OrderEvent e) => command.Run(
        e.Sequence, (long)e.Kind, e.BrokerOrderId, e.ClientOrderId.Value, e.ParentClientOrderId?.Value, e.Symbol.Value, (long)e.Side, e.AtUtc.Ticks,
        e.ExecutionId, e.Price is { } price ? Text(price) : null, Text(e.Quantity.Shares), Text(e.Fee.Amount), Text(e.CumulativeQuantity.Shares), e.Reason);

    public static ExchangeOrder Order(SqliteDataReader row, TimeSpan latency)
    {
        var terms = new OrderTerms(
            new ClientOrderId(row.GetString(1)), new Symbol(row.GetString(2)), (Side)row.GetInt64(3), new Quantity(Amount(row, 4)), (OrderType)row.GetInt64(5),
            (TimeInForce)row.GetInt64(6), (OrderPurpose)row.GetInt64(7), new StrategyId(row.GetString(8)), PriceAt(row, 9), PriceAt(row, 10),
            row.IsDBNull(11) ? null : Amount(row, 11), PriceAt(row, 12), PriceAt(row, 13));
        return OrderFactory.Create(terms, row.GetInt64(0), Time(row, 14), Amount(row, 15), latency);
    }

    public static OrderEvent Event(SqliteDataReader row) => new(
        row.GetInt64(0), (OrderEventKind)row.GetInt64(1), row.GetString(2), new ClientOrderId(row.GetString(3)),
        row.IsDBNull(4) ? null : new ClientOrderId(row.GetString(4)), new Symbol(row.GetString(5)), (Side)row.GetInt64(6), Time(row, 7),
        row.IsDBNull(8) ? null : row.GetString(8), row.IsDBNull(9) ? null : Amount(row, 9), new Quantity(Amount(row, 10)), new Money(Amount(row, 11)),
        new Quantity(Amount(row, 12)), row.IsDBNull(13) ? null : row.GetString(13));

    public static decimal Amount(SqliteDataReader row, int column) => decimal.Parse(row.GetString(column), CultureInfo.InvariantCulture);

    public static DateTime Time(SqliteDataReader row, int column) => new(row.GetInt64(column), DateTimeKind.Utc);

    private static string? Text(Price? price) => price is { } some ? Text(some.Amount) : null;

    private static Price? PriceAt(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : new Price(Amount(row, column));
}
