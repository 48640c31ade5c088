using System.Diagnostics;
using System.Text;

namespace TradingFunctions.Load;

/// <summary>Signals at an even rate, whatever the host does: a slow answer does not thin them out.</summary>
internal sealed class SignalStream(HttpClient http, int perSecond)
{
    private static readonly string[] Symbols = ["AAPL", "AMD", "AMZN", "BAC", "CVX", "DIS", "GLD", "GOOG", "IBM", "IWM", "JPM", "KO", "META", "MSFT", "NVDA", "PFE", "QQQ", "SPY", "TSLA", "WMT"];

    /// <summary>Sends for a time, and waits for the answers.</summary>
    /// <param name="prefix">Of the signals' ids.</param>
    public async Task<SignalTimes> Run(string prefix, int seconds)
    {
        var began = Stopwatch.GetTimestamp();
        var open = new Task<double>[perSecond * seconds];
        for (var n = 0; n < open.Length; n++)
        {
            var ahead = TimeSpan.FromSeconds((double)n / perSecond) - Stopwatch.GetElapsedTime(began);
            if (ahead > TimeSpan.Zero)
            {
                await Task.Delay(ahead);
            }

            open[n] = Send(prefix, n);
        }

        return new SignalTimes(await Task.WhenAll(open));
    }

    /// <summary>Entries of one share, which the gate lets through until the symbol is full or locked by a monitor.</summary>
    /// <returns>Milliseconds until the answer; endless where there was none.</returns>
    private async Task<double> Send(string prefix, int number)
    {
        var body = $$"""{"id":"{{prefix}}-{{number}}","symbol":"{{Symbols[number % Symbols.Length]}}","action":"BUY","quantity":1,"confidence":0.7,"strategyId":"load"}""";
        var began = Stopwatch.GetTimestamp();
        try
        {
            using var response = await http.PostAsync("/api/signals/execute", new StringContent(body, Encoding.UTF8, "application/json"));
            response.EnsureSuccessStatusCode();
            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }
        catch (HttpRequestException)
        {
            return double.PositiveInfinity;
        }
    }
}

/// <param name="Milliseconds">Of every signal in the order sent; endless where there was no answer.</param>
internal sealed record SignalTimes(IReadOnlyList<double> Milliseconds)
{
    public double P99 => Percentiles.Of(Milliseconds, 0.99);

    public int Sent => Milliseconds.Count;

    public int Failed => Milliseconds.Count(double.IsPositiveInfinity);
}
