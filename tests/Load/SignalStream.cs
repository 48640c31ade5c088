using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace TradingFunctions.Load;

/// <summary>Signals at an even rate, whatever the host does: a slow answer does not thin them out.</summary>
internal sealed class SignalStream(HttpClient http, int perSecond)
{
    private static readonly string[] Symbols = ["AAPL", "AMD", "AMZN", "BAC", "CVX", "DIS", "GLD", "GOOG", "IBM", "IWM", "JPM", "KO", "META", "MSFT", "NVDA", "PFE", "QQQ", "SPY", "TSLA", "WMT"];

    private readonly ConcurrentBag<double> times = [];
    private int failed;

    /// <returns>The 99th percentile of the answers' times in milliseconds, how many were sent, and how many were not answered.</returns>
    public async Task<(double P99, int Sent, int Failed)> Run(TimeSpan time)
    {
        var began = Stopwatch.GetTimestamp();
        var open = new List<Task>();
        for (var n = 0; n < perSecond * time.TotalSeconds; n++)
        {
            var ahead = TimeSpan.FromSeconds((double)n / perSecond) - Stopwatch.GetElapsedTime(began);
            if (ahead > TimeSpan.Zero)
            {
                await Task.Delay(ahead);
            }

            open.Add(Send(n));
        }

        await Task.WhenAll(open);
        return (Percentiles.Of(times, 0.99), open.Count, failed);
    }

    /// <summary>Entries of one share, which the gate lets through until the symbol is full or locked by a monitor.</summary>
    private async Task Send(int number)
    {
        var born = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var body = $$"""{"id":"{{Screens.IdPrefix}}{{born}}-{{number}}","symbol":"{{Symbols[number % Symbols.Length]}}","action":"BUY","quantity":1,"confidence":0.7,"strategyId":"load"}""";
        var began = Stopwatch.GetTimestamp();
        try
        {
            using var response = await http.PostAsync("/api/signals/execute", new StringContent(body, Encoding.UTF8, "application/json"));
            response.EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        catch (HttpRequestException)
        {
            Interlocked.Increment(ref failed);
        }
    }
}
