using System.Globalization;
using TradingFunctions.Local.Cli;
using TradingFunctions.Local.Tests.Api;
using TradingFunctions.TestKit.Otlp;

namespace TradingFunctions.Local.Tests.Telemetry;

/// <summary>Traces as a collector gets them, over OTLP from a host in its own process.</summary>
public sealed class TraceTests : IDisposable
{
    private const string WebhookPath = "services/T000/B000/very-secret-hook";
    private static readonly string[] Steps = ["signal", "market", "gate", "sizing", "reserve", "intent", "broker", "fill"];

    /// <summary>Symbols that the simulated market has and a monitor rarely holds.</summary>
    private static readonly string[] Symbols = ["PFE", "KO", "BAC", "XLE", "DIS", "GLD", "JPM", "IBM", "WMT"];

    /// <summary>The caller's own span.</summary>
    private const string Remote = "00f067aa0ba902b7";

    private readonly DirectoryInfo folder = Directory.CreateDirectory(Path.Combine(TempFolder.Root(), $"telemetry-{Guid.NewGuid():N}"));

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Trace_OfSignalQueueAndAlert_HoldsEveryStepUpToTheFill_AndNothingHoldsASecret()
    {
        await using var collector = new OtlpStub();
        await using var host = await HostProcess.Start(folder.FullName, Exporting(collector), "--verbose");

        // A caller's own trace goes on here.
        const string caller = "4bf92f3577b34da6a3ce929d0e0e4736";
        var order = await Execute(host, "/api/signals/execute", $"00-{caller}-{Remote}-01");
        var direct = await Complete(collector, caller, Steps);
        direct.Count(span => span.Parent == Remote).ShouldBe(1);
        AllHaveParents(direct, Remote);
        direct.Single(span => span.Name == "reserve").Attributes["trading.order.id"].ShouldBe(order);
        direct.ShouldAllBe(span => span.EndNanoseconds >= span.StartNanoseconds && span.StartNanoseconds > 0);

        const string queued = "5bf92f3577b34da6a3ce929d0e0e4736";
        await Enqueue(host, $"00-{queued}-{Remote}-01");
        AllHaveParents(await Complete(collector, queued, [.. Steps, "enqueue", "dequeue"]), Remote);

        // The pipeline's own trades, over an orchestration and its activities.
        var alert = await HostProcess.Until(() =>
            collector.Spans.GroupBy(span => span.TraceId).FirstOrDefault(trace => Names(trace).IsSupersetOf([.. Steps, "alert", "evaluate"]) && IsWhole([.. trace], string.Empty))?.ToArray());
        AllHaveParents(alert, string.Empty);
        alert.Count(span => span.Name == "alert").ShouldBe(1);

        // Logs and metrics come too, and the log lines of a trace carry its id.
        await HostProcess.Until(() => collector.Logs.Any(line => line.TraceId == caller && line.Body.Contains("filled", StringComparison.Ordinal)) ? "yes" : null);
        await HostProcess.Until(() => collector.MetricNames.Contains("trading.signal.duration") && collector.MetricNames.Contains("http.server.request.duration") ? "yes" : null);
        await NothingTellsASecret(host, collector);
    }

    [Fact]
    public async Task Trace_GoesOnInTheProcessThatComesAfterAKill()
    {
        await using var collector = new OtlpStub();
        const string trace = "6bf92f3577b34da6a3ce929d0e0e4736";
        await using (var first = await HostProcess.Start(folder.FullName, Exporting(collector)))
        {
            foreach (var symbol in Symbols)
            {
                var last = (decimal)(await first.Get($"/api/bars/{symbol}?limit=1"))["close"]![0]!;
                var signal = Signals.Valid(symbol: symbol);
                (signal["stopLoss"], signal["takeProfit"]) = (Math.Round(last * 0.998m, 2), Math.Round(last * 1.002m, 2));
                await first.Post("/api/signals/execute", signal, $"00-{trace}-{Remote}-01");
            }

            await Complete(collector, trace, ["fill"]);
            await first.Kill();
        }

        var before = collector.Spans.Length;
        await using var second = await HostProcess.Start(folder.FullName, Exporting(collector));

        // Stops and profits of the brackets fill as prices move: in the trace of the signal that a dead process took.
        var leg = await HostProcess.Until(
            () => collector.Spans.Skip(before).FirstOrDefault(span => span.TraceId == trace && span.Name == "fill" && span.Attributes["trading.order.id"].Contains('.', StringComparison.Ordinal)),
            () => $"{collector.Spans.Length - before} spans since: {string.Join(' ', Names(collector.Spans.Skip(before)))}");
        leg.Attributes["trading.symbol"].ShouldBeOneOf(Symbols);
    }

    [Fact]
    public async Task Exporter_WithNobodyThere_SlowsAndFailsNothing()
    {
        var nobody = new Dictionary<string, string>(StringComparer.Ordinal) { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:9", ["OTEL_BSP_SCHEDULE_DELAY"] = "50", ["OTEL_METRIC_EXPORT_INTERVAL"] = "200" };
        await using var host = await HostProcess.Start(folder.FullName, nobody);
        var times = new TimeSpan[15];
        for (var i = 0; i < times.Length; i++)
        {
            var began = TimeProvider.System.GetTimestamp();
            await host.Post("/api/signals/execute", Signals.Valid(symbol: Symbols[i % Symbols.Length]));
            times[i] = TimeProvider.System.GetElapsedTime(began);
        }

        // An exporter that holds signals up would do so to most of them; a busy machine to some.
        times.Order().ElementAt(times.Length / 2).ShouldBeLessThan(TimeSpan.FromSeconds(2));
        (await host.Interrupt()).ShouldBe(ExitCodes.Ok);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "carrier-pigeon")]
    [InlineData("OTEL_TRACES_EXPORTER", "zipkin")]
    public async Task Variable_ThatCannotBeUsed_IsNamed(string name, string value)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:9", [name] = value };

        await using var host = await HostProcess.Start(folder.FullName, environment);

        (await host.Exit()).ShouldBe(ExitCodes.Usage);
        host.Said.ShouldContain(name);
    }

    private async Task NothingTellsASecret(HostProcess host, OtlpStub collector)
    {
        // The key in an address, as Azure Functions takes it, and one that is wrong.
        using (var other = new HttpClient { BaseAddress = host.Http.BaseAddress })
        {
            (await other.GetStringAsync($"/api/portfolio?code={host.Key}")).ShouldContain("equity");
            (await other.GetAsync("/api/portfolio?code=a-wrong-key-that-somebody-typed")).StatusCode.ShouldBe(System.Net.HttpStatusCode.Unauthorized);
        }

        await HostProcess.Until(() => collector.Spans.Count(span => span.Attributes.GetValueOrDefault("http.route") == "/api/portfolio" || span.Name.EndsWith("/api/portfolio", StringComparison.Ordinal)) >= 1 ? "yes" : null);
        var places = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["the log"] = host.Said,
            ["the metrics"] = await host.Http.GetStringAsync("/api/metrics"),
            ["the Prometheus text"] = await host.Http.GetStringAsync("/api/metrics?format=prometheus"),
            ["the configuration"] = await host.Http.GetStringAsync("/api/config"),
            ["what was exported"] = string.Join('\n', collector.Bodies.Select(System.Text.Encoding.Latin1.GetString)),
        };
        foreach (var (place, text) in places)
        {
            foreach (var secret in (string[])[host.Key, "very-secret-hook", "broker-key-id", "broker-secret", "a-wrong-key-that-somebody-typed"])
            {
                text.Contains(secret, StringComparison.Ordinal).ShouldBeFalse($"{secret} is in {place}");
            }
        }

        host.Said.ShouldContain("/api/signals/execute 200");
        host.Said.ShouldContain("trace=");
    }

    private static Dictionary<string, string> Exporting(OtlpStub collector) => new(StringComparer.Ordinal)
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.ToString(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "200",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
        ["TRADING__BROKER__KEYID"] = "broker-key-id",
        ["TRADING__BROKER__SECRET"] = "broker-secret",
        ["TRADING__NOTIFY__SLACK__WEBHOOK"] = $"http://127.0.0.1:9/{WebhookPath}",
    };

    /// <returns>The order's id.</returns>
    private static async Task<string> Execute(HostProcess host, string path, string traceparent)
    {
        foreach (var symbol in Symbols)
        {
            if ((string?)(await host.Post(path, Signals.Valid(symbol: symbol), traceparent))["orderId"] is { } id)
            {
                return id;
            }
        }

        throw new InvalidOperationException("Every symbol was refused.");
    }

    /// <summary>Queues signals until one becomes an order.</summary>
    private static async Task Enqueue(HostProcess host, string traceparent)
    {
        foreach (var symbol in Symbols.Reverse())
        {
            var url = (string)(await host.Post("/api/signals", Signals.Valid(symbol: symbol), traceparent))["statusUrl"]!;
            var answer = await HostProcess.Until(async () => (await host.Get(url))["answer"]);
            if (answer["orderId"] is not null)
            {
                return;
            }
        }

        throw new InvalidOperationException("Every symbol was refused.");
    }

    private static Task<OtlpSpan[]> Complete(OtlpStub collector, string trace, string[] steps) => HostProcess.Until(
        () =>
        {
            OtlpSpan[] spans = [.. collector.Spans.Where(span => span.TraceId == trace)];
            return Names(spans).IsSupersetOf(steps) && IsWhole(spans, Remote) ? spans : null;
        },
        () => $"{collector.Bodies.Length} bodies; spans of the trace: {string.Join(' ', Names(collector.Spans.Where(span => span.TraceId == trace)))}; of all: {string.Join(' ', Names(collector.Spans))}");

    /// <summary>A span is sent when it ends, and those above it end later.</summary>
    private static bool IsWhole(OtlpSpan[] spans, string root) => Array.Exists(spans, span => span.Parent == root) && Orphans(spans, root).Length == 0;

    private static HashSet<string> Names(IEnumerable<OtlpSpan> spans) => [.. spans.Select(span => span.Name)];

    /// <summary>One trace, not pieces: every span hangs under another one, or under what the caller named.</summary>
    private static void AllHaveParents(OtlpSpan[] spans, string root) =>
        Orphans(spans, root).Select(span => string.Create(CultureInfo.InvariantCulture, $"{span.Name} under {span.Parent}")).ShouldBeEmpty();

    private static OtlpSpan[] Orphans(OtlpSpan[] spans, string root)
    {
        var known = spans.Select(span => span.SpanId).Append(root).ToHashSet(StringComparer.Ordinal);
        return [.. spans.Where(span => !known.Contains(span.Parent))];
    }
}
