using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using TradingFunctions.Benchmarks.Reporting;

namespace TradingFunctions.Benchmarks.Signals;

/// <summary>
/// <c>POST /api/signals/execute</c> against the host as it is served, beside a bare echo: each in a process of its own on the loopback, the same
/// bodies, the same generator, one after the other in one run.
/// </summary>
internal sealed class SignalBenchmark(ServerProcess server, HttpClient http, string path, string run, bool alternates)
{
    private const int PerSecond = 1_000;
    private const int WarmUpSeconds = 10;
    private const int ClosedSeconds = 10;

    /// <summary>The stock of a symbol fills over several bars, each of which lasts a second.</summary>
    private static readonly TimeSpan UntilFilled = TimeSpan.FromSeconds(5);
    private const int Clients = 64;

    /// <summary>As a client's pool has them. Whoever waits for a connection is late from the time he was due, as with any other wait.</summary>
    private const int MostConnections = 512;

    /// <summary>Bought of every symbol before entries and exits begin, so that there is always something to sell.</summary>
    private const int Stock = 2_000;

    /// <summary>Limits that would refuse the thousandth share of a symbol within a second are off; the checks themselves run.</summary>
    private const string Settings = """
        simulation:
          startingCash: 1000000000
        risk:
          duplicateWindow: null
          maxSymbolShare: 1
          maxPortfolioRisk: 1

        """;

    /// <summary>Without stops an exit waits for nothing: entries and exits are both sent at once.</summary>
    private const string WithoutStops = Settings + """
          requireStop: false
          defaultStop: null

        """;

    private static readonly string[] Symbols =
        ["AAPL", "AMD", "AMZN", "BAC", "CVX", "DIS", "GLD", "GOOG", "IBM", "IWM", "JPM", "KO", "META", "MSFT", "NVDA", "PFE", "QQQ", "SPY", "TSLA", "WMT", "XLE"];

    private readonly ConcurrentDictionary<string, int> answers = new(StringComparer.Ordinal);

    /// <param name="stops">Every signal opens something and is protected by a stop of its own; else entries and exits alternate, without stops.</param>
    public static async Task Run(int seconds, bool stops, string directory, Report report)
    {
        await using (var echo = await ServerProcess.Start("TradingFunctions.Benchmarks.dll", EchoServer.Command))
        {
            using var client = Client(echo.Url);
            await new SignalBenchmark(echo, client, "/echo", "echo", alternates: true).Measure("bare echo", seconds, report);
        }

        var data = Path.Combine(directory, stops ? "served-stops" : "served");
        var config = Path.Combine(directory, "signals.yaml");
        await File.WriteAllTextAsync(config, stops ? Settings : WithoutStops);
        await using var host = await ServerProcess.Start("TradingFunctions.Local.dll", "serve", "--port", "0", "--data", data, "--config", config);
        using var http = Client(host.Url);
        http.DefaultRequestHeaders.Add("x-functions-key", (await File.ReadAllTextAsync(Path.Combine(data, "function.key"))).Trim());
        await UntilReady(http);
        var signals = new SignalBenchmark(host, http, "/api/signals/execute", "signal", alternates: !stops);
        await signals.UntilTraded();
        await signals.Measure(stops ? "execute, entries with a stop each" : "execute, entries and exits", seconds, report);
    }

    private async Task Measure(string name, int seconds, Report report)
    {
        await LoadGenerator.Open(PerSecond, WarmUpSeconds, i => Send($"{run}-warm-{i}", i));
        answers.Clear();
        var before = server.ProcessorTime;
        var open = await LoadGenerator.Open(PerSecond, seconds, i => Send($"{run}-open-{i}", i));
        var used = (server.ProcessorTime - before).TotalMicroseconds / open.Milliseconds.Length;
        var seen = Seen();
        report.Add(Row.Of("signals", $"{name}, open loop {PerSecond}/s {seconds} s, p50", "ms", [open.Percentile(0.5)], $"[{seen}]"));
        report.Add(Row.Of("signals", $"{name}, open loop {PerSecond}/s {seconds} s, p99", "ms", [open.Percentile(0.99)]));
        report.Add(Row.Of("signals", $"{name}, open loop {PerSecond}/s {seconds} s, max", "ms", [open.Milliseconds[^1]]));
        report.Add(Row.Of("signals", $"{name}, open loop {PerSecond}/s {seconds} s, server's processor time", "us a request", [used]));
        answers.Clear();
        before = server.ProcessorTime;
        var closed = await LoadGenerator.Closed(Clients, ClosedSeconds, i => Send($"{run}-closed-{i}", i));
        used = (server.ProcessorTime - before).TotalMicroseconds / closed.Milliseconds.Length;
        report.Add(Row.Of("signals", $"{name}, closed loop, {Clients} clients", "requests/s", [closed.PerSecond], $"[{Seen()}]"));
        report.Add(Row.Of("signals", $"{name}, closed loop, server's processor time", "us a request", [used]));
    }

    /// <summary>How many were answered in which way, denials by their first reason.</summary>
    private string Seen() => string.Join(' ', answers.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}:{a.Value}"));

    /// <summary>The simulated market opens a while after its start; before, every entry is denied. Then a stock of every symbol is bought.</summary>
    private async Task UntilTraded()
    {
        for (var i = 0; i < 120 && answers.Keys.All(a => a.StartsWith("denied", StringComparison.Ordinal)); i++)
        {
            await Send($"{run}-first-{i}", "BUY", i, quantity: 1);
            await Task.Delay(500);
        }

        for (var i = 0; alternates && i < Symbols.Length; i++)
        {
            await Send($"{run}-stock-{i}", "BUY", i, Stock);
        }

        await Task.Delay(UntilFilled);
    }

    private Task Send(string id, int n) => Send(id, alternates && n % 2 == 1 ? "SELL" : "BUY", n, quantity: 1);

    private async Task Send(string id, string action, int n, int quantity)
    {
        var body = $$"""{"id":"{{id}}","symbol":"{{Symbols[n % Symbols.Length]}}","action":"{{action}}","quantity":{{quantity}},"confidence":0.7,"strategyId":"bench"}""";
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        using var json = JsonDocument.Parse(bytes);
        var outcome = json.RootElement.TryGetProperty("denials", out var denials) && denials.ValueKind == JsonValueKind.Array && denials.GetArrayLength() > 0
            ? $"denied {denials[0].GetProperty("code")}"
            : json.RootElement.TryGetProperty("status", out var status) ? status.ToString() : $"{(int)response.StatusCode}";
        answers.AddOrUpdate(outcome, 1, static (_, count) => count + 1);
    }

    private static HttpClient Client(Uri url) => new(new SocketsHttpHandler { PooledConnectionLifetime = Timeout.InfiniteTimeSpan, UseProxy = false, MaxConnectionsPerServer = MostConnections }) { BaseAddress = url, Timeout = TimeSpan.FromSeconds(100) };

    private static async Task UntilReady(HttpClient http)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            using var response = await http.GetAsync(new Uri("/api/health/ready", UriKind.Relative), limit.Token);
            if (response.IsSuccessStatusCode)
                return;
            await Task.Delay(100, limit.Token);
        }
    }
}
