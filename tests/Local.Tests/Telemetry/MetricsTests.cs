using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TradingFunctions.Local.Tests.Api;
using TradingFunctions.Local.Tests.Serve;

namespace TradingFunctions.Local.Tests.Telemetry;

public sealed class MetricsTests
{
    private static readonly string[] Symbols = ["PFE", "KO", "BAC", "XLE", "DIS", "GLD", "JPM", "IBM", "WMT"];

    [Fact]
    public async Task Metrics_AgreeWithWhatWasSent_AsJsonAndAsPrometheusText()
    {
        await using var host = await ServedHost.Start();
        await host.Until(async () => (bool)(await host.Get("/api/live/snapshot"))["set"]!["host"]!["host"]!["isOpen"]! ? "yes" : null);
        var answers = new List<JsonNode>();
        foreach (var symbol in Symbols)
        {
            answers.Add(await Send(host, Signal(symbol, "BUY", 1)));
        }

        answers.Add(await Send(host, Signal("KO", "BUY", 250_000)));
        answers.Add(await Send(host, Signal("KO", "BUY", 250_000)));
        answers.Add(await Send(host, Signal("KO", "HOLD", null)));
        (await host.Send(HttpMethod.Post, "/api/signals/execute", "{")).StatusCode.ShouldBe(System.Net.HttpStatusCode.BadRequest);
        var orders = answers.Select(answer => (string?)answer["orderId"]).OfType<string>().ToArray();
        orders.ShouldNotBeEmpty();

        // Every order has ended or is filled, and requests are counted once they are over.
        var metrics = await host.Until(async () =>
        {
            var read = await host.Get("/api/metrics");
            return Strategy(read) is { } mine && (long)mine["filled"]! == orders.Length && read["account"] is not null && Requests(read) >= answers.Count + 1 ? read : null;
        });

        var strategy = Strategy(metrics)!;
        ((long)strategy["signals"]!).ShouldBe(answers.Count);
        ((long)strategy["orders"]!).ShouldBe(orders.Length);
        ((long)strategy["fills"]!).ShouldBeGreaterThanOrEqualTo(orders.Length);
        ((double)strategy["fillRate"]!).ShouldBe(1);
        ((double)strategy["successRate"]!).ShouldBe(Math.Round((orders.Length + 1d) / answers.Count, 6));
        foreach (var code in answers.SelectMany(answer => (answer["denials"]?.AsArray() ?? []).Select(denial => (string)denial!["code"]!).Distinct()).GroupBy(code => code))
        {
            // The pipeline trades and is refused as well.
            Count(metrics["denials"]!, code.Key).ShouldBeGreaterThanOrEqualTo(code.Count());
        }

        var route = Route(metrics)!;
        ((long)route["requests"]!).ShouldBe(answers.Count + 1);
        ((long)route["clientErrors"]!).ShouldBe(1);
        ((long)route["serverErrors"]!).ShouldBe(0);
        foreach (var step in (string[])["remember", "market", "decide", "send", "total"])
        {
            var latency = metrics["signals"]!["latency"]!.AsArray().Single(item => (string)item!["name"]! == step)!;
            var (p50, p95, p99, max) = ((double)latency["p50Ms"]!, (double)latency["p95Ms"]!, (double)latency["p99Ms"]!, (double)latency["maxMs"]!);
            p50.ShouldBeInRange(0.0001, p95);
            p99.ShouldBeInRange(p95, max);
        }

        var portfolio = await host.Get("/api/portfolio");
        ((decimal)metrics["account"]!["equity"]!).ShouldBe((decimal)portfolio["equity"]!, 50_000m);
        ((double)metrics["process"]!["cpuSeconds"]!).ShouldBeGreaterThan(0);
        ((long)metrics["process"]!["memoryBytes"]!).ShouldBeGreaterThan(10_000_000);

        var text = await host.Http.GetStringAsync("/api/metrics?format=prometheus");
        Sum(text, "trading_signals_total", "strategy=\"metrics-test\"").ShouldBe(answers.Count);
        Sum(text, "trading_orders_total", "strategy=\"metrics-test\"").ShouldBe(orders.Length);
        Sum(text, "trading_signal_duration_seconds_count", "step=\"total\"").ShouldBeGreaterThanOrEqualTo(answers.Count);
        Sum(text, "trading_signal_duration_seconds_bucket", "step=\"total\",le=\"+Inf\"").ShouldBe(Sum(text, "trading_signal_duration_seconds_count", "step=\"total\""));
        Sum(text, "http_server_request_duration_seconds_count", "http_route=\"/api/signals/execute\"").ShouldBe(answers.Count + 1);
        text.ShouldContain("trading_equity_usd ");
        text.ShouldContain("# TYPE trading_signals_total counter");
    }

    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("application/json", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/plain", "text/plain")]
    [InlineData("application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", "text/plain")]
    public async Task Metrics_AnswerWhatIsAccepted(string? accept, string expected)
    {
        await using var host = await ServedHost.Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/metrics");
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("accept", accept);
        }

        using var response = await host.Http.SendAsync(request);

        response.Content.Headers.ContentType!.MediaType.ShouldBe(expected);
    }

    [Theory]
    [InlineData("docs/grafana-dashboard.json")]
    [InlineData("docs/operations.md")]
    public async Task DashboardAndRules_NameOnlyWhatIsMeasured(string file)
    {
        await using var host = await ServedHost.Start();
        var text = await host.Until(async () => await host.Http.GetStringAsync("/api/metrics?format=prometheus") is var read && read.Contains("trading_strategy_return", StringComparison.Ordinal) ? read : null);
        var measured = text.Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' '))
            .SelectMany(words => words[3] == "histogram" ? [words[2], words[2] + "_bucket", words[2] + "_count", words[2] + "_sum"] : (string[])[words[2]]).ToHashSet(StringComparer.Ordinal);

        var named = Regex.Matches(await File.ReadAllTextAsync(Path.Combine(Root(), file)), "\\b(trading|http_server|dotnet)_[a-z_]+", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Select(match => match.Value).Distinct(StringComparer.Ordinal).ToArray();

        named.Length.ShouldBeGreaterThan(20);
        named.Where(name => !measured.Contains(name)).ShouldBeEmpty();
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "TradingFunctions.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    private static JsonObject Signal(string symbol, string action, decimal? quantity)
    {
        var signal = Signals.Valid(symbol: symbol, action: action, quantity: quantity);
        signal["strategyId"] = "metrics-test";
        return signal;
    }

    private static async Task<JsonNode> Send(ServedHost host, JsonObject signal)
    {
        using var response = await host.Send(HttpMethod.Post, "/api/signals/execute", signal.ToJsonString());
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private static JsonNode? Strategy(JsonNode metrics) => metrics["strategies"]!.AsArray().FirstOrDefault(item => (string)item!["strategy"]! == "metrics-test");

    private static JsonNode? Route(JsonNode metrics) => metrics["api"]!.AsArray().FirstOrDefault(item => (string)item!["route"]! == "/api/signals/execute");

    private static long Requests(JsonNode metrics) => Route(metrics) is { } route ? (long)route["requests"]! : 0;

    private static long Count(JsonNode counts, string name) => (long)counts.AsArray().Single(item => (string)item!["name"]! == name)!["count"]!;

    /// <summary>Sum of the lines of one name whose labels hold a text.</summary>
    private static double Sum(string text, string name, string labels) => text.Split('\n')
        .Where(line => line.StartsWith(name + "{", StringComparison.Ordinal) && line.Contains(labels, StringComparison.Ordinal))
        .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
}
