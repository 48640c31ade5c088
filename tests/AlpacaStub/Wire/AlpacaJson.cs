using System.Globalization;
using System.Text.Json.Serialization;

namespace TradingFunctions.AlpacaStub.Wire;

/// <summary>Alpaca's JSON: snake case, nulls written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(OrderBody))]
[JsonSerializable(typeof(OrderBody[]))]
[JsonSerializable(typeof(AccountBody))]
[JsonSerializable(typeof(PositionBody))]
[JsonSerializable(typeof(PositionBody[]))]
[JsonSerializable(typeof(FillActivityBody[]))]
[JsonSerializable(typeof(AssetBody))]
[JsonSerializable(typeof(AssetBody[]))]
[JsonSerializable(typeof(ClockBody))]
[JsonSerializable(typeof(CalendarBody[]))]
[JsonSerializable(typeof(BulkBody[]))]
[JsonSerializable(typeof(ClosedBody[]))]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(BarsBody))]
[JsonSerializable(typeof(SymbolBarsBody))]
[JsonSerializable(typeof(LatestBarsBody))]
[JsonSerializable(typeof(LatestQuotesBody))]
[JsonSerializable(typeof(LatestTradesBody))]
[JsonSerializable(typeof(SortedDictionary<string, SnapshotBody>))]
[JsonSerializable(typeof(MostActivesBody))]
[JsonSerializable(typeof(MoversBody))]
[JsonSerializable(typeof(AuthorizationMessage))]
[JsonSerializable(typeof(ListeningMessage))]
[JsonSerializable(typeof(TradeUpdateMessage))]
public sealed partial class AlpacaJson : JsonSerializerContext
{
    /// <summary>A number as the trading API writes it: text, no trailing zeros.</summary>
    public static string Text(decimal number) => number.ToString("0.##########", CultureInfo.InvariantCulture);

    public static string? Text(decimal? number) => number is { } value ? Text(value) : null;
}
