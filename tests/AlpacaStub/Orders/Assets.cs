using System.Security.Cryptography;
using System.Text;
using TradingFunctions.AlpacaStub.Wire;

namespace TradingFunctions.AlpacaStub.Orders;

/// <summary>The symbols that the stub knows.</summary>
public static class Assets
{
    private static readonly SortedDictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["AAPL"] = "Apple Inc. Common Stock",
        ["AMD"] = "Advanced Micro Devices, Inc. Common Stock",
        ["AMZN"] = "Amazon.com, Inc. Common Stock",
        ["GOOG"] = "Alphabet Inc. Class C Capital Stock",
        ["INTC"] = "Intel Corporation Common Stock",
        ["META"] = "Meta Platforms, Inc. Class A Common Stock",
        ["MSFT"] = "Microsoft Corporation Common Stock",
        ["NVDA"] = "NVIDIA Corporation Common Stock",
        ["SPY"] = "SPDR S&P 500 ETF Trust",
        ["TSLA"] = "Tesla, Inc. Common Stock",
    };

    /// <summary>One that nobody lends easily; no list names it.</summary>
    public const string HardToBorrow = "HTBX";

    /// <summary>One that does not trade at present; no list names it.</summary>
    public const string Untradable = "HLTX";

    public static IReadOnlyCollection<string> Symbols => Names.Keys;

    /// <summary>Besides the named ones there are a thousand made-up ones that no list names: <c>M000</c> to <c>M999</c>.</summary>
    public static bool Has(string symbol) => Names.ContainsKey(symbol) || symbol is HardToBorrow or Untradable || (symbol is ['M', _, _, _] && symbol.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0);

    public static string IdOf(string symbol) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(symbol)).AsSpan(0, 16)).ToString();

    /// <summary>Where a symbol's price starts, dollars: 50 to 400.</summary>
    public static decimal StartPrice(string symbol) => 50m + (SHA256.HashData(Encoding.UTF8.GetBytes(symbol))[0] * 350 / 255);

    public static AssetBody Body(string symbol) => new(
        IdOf(symbol), "us_equity", symbol == "SPY" ? "ARCA" : "NASDAQ", symbol, Names.GetValueOrDefault(symbol, "Made up"), "active", Tradable: symbol != Untradable, Marginable: true, Shortable: true,
        EasyToBorrow: symbol != HardToBorrow, Fractionable: true, []);
}
