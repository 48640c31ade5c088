using System.Text.Json.Serialization;

namespace TradingFunctions.AlpacaStub.Wire;

/// <summary>A bar; market data has its numbers as JSON numbers.</summary>
public sealed record BarBody(DateTime T, decimal O, decimal H, decimal L, decimal C, long V, int N, decimal Vw);

/// <summary>A quote; sizes in shares.</summary>
public sealed record QuoteBody(DateTime T, string Ax, decimal Ap, long As, string Bx, decimal Bp, long Bs, string[] C, string Z);

public sealed record TradeBody(DateTime T, string X, decimal P, long S, long I, string[] C, string Z);

public sealed record SnapshotBody(
    [property: JsonPropertyName("latestTrade")] TradeBody LatestTrade,
    [property: JsonPropertyName("latestQuote")] QuoteBody LatestQuote,
    [property: JsonPropertyName("minuteBar")] BarBody MinuteBar,
    [property: JsonPropertyName("dailyBar")] BarBody DailyBar,
    [property: JsonPropertyName("prevDailyBar")] BarBody PrevDailyBar);

/// <summary>A page of bars: sorted by symbol, then time, so that a symbol may go on in the next page.</summary>
public sealed record BarsBody(SortedDictionary<string, BarBody[]> Bars, string? NextPageToken);

/// <summary>A page of one symbol's bars, asked for by its own address.</summary>
public sealed record SymbolBarsBody(BarBody[] Bars, string Symbol, string? NextPageToken);

public sealed record LatestBarsBody(SortedDictionary<string, BarBody> Bars);

public sealed record LatestQuotesBody(SortedDictionary<string, QuoteBody> Quotes);

public sealed record LatestTradesBody(SortedDictionary<string, TradeBody> Trades);

public sealed record ActiveBody(string Symbol, long Volume, int TradeCount);

public sealed record MostActivesBody(ActiveBody[] MostActives, DateTime LastUpdated);

public sealed record MoverBody(string Symbol, decimal PercentChange, decimal Change, decimal Price);

public sealed record MoversBody(MoverBody[] Gainers, MoverBody[] Losers, string MarketType, DateTime LastUpdated);
