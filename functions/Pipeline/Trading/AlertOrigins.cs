using System.Globalization;
using TradingFunctions.Domain;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>What an order that an alert leads to is for.</summary>
public static class AlertOrigins
{
    /// <summary>Run, symbol and sequence with bars between.</summary>
    public static string Of(RunId run, Symbol symbol, int sequence) => string.Create(CultureInfo.InvariantCulture, $"{run}|{symbol}|{sequence}");
}
