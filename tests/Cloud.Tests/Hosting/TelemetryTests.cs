using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;
using TradingFunctions.Azure.Hosting;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Hosting;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Signals;
using TradingFunctions.TestKit;
using TradingFunctions.TestKit.Otlp;

namespace TradingFunctions.Cloud.Tests.Hosting;

/// <summary>Spans as a collector gets them from the worker of the Functions app.</summary>
public sealed class TelemetryTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Trace_OfAQueuedSignal_GoesOnInTheInvocationThatTheQueueTriggers()
    {
        await using var collector = new OtlpStub();
        var settings = AppVariables.Load(
            ("TRADING_DATA", _folder["data"]), ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", new Uri(collector.Address, "/v1/traces").ToString()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
        using var stores = await HostStores.Open(settings, CancellationToken.None);
        using var venue = await Venues.Open(stores, CancellationToken.None);
        var queue = new KeptMessage();
        using var app = await FunctionsApp.Build([], stores, venue, builder => builder.Services.AddSingleton<ISignalOutbox>(queue));
        var tracing = app.Services.GetRequiredService<TracerProvider>();
        await app.Services.GetRequiredService<TradingStart>().OpenBooks(CancellationToken.None);
        using var host = new ActivitySource("Microsoft.Azure.Functions.Worker");

        string request;
        using (var invocation = host.StartActivity("Invoke EnqueueSignalHttp"))
        {
            request = invocation.ShouldNotBeNull().TraceId.ToString();
            await app.Services.GetRequiredService<SignalIntake>().Accept(Signal(), CancellationToken.None);
        }

        // The Functions host gives every delivery a trace of its own: the signal's goes on all the same.
        Activity.Current = null;
        using (var invocation = host.StartActivity("Invoke SignalsFromStorageQueue"))
        {
            invocation.ShouldNotBeNull().TraceId.ToString().ShouldNotBe(request);
            (await app.Services.GetRequiredService<SignalDelivery>().Deliver(queue.Message!, CancellationToken.None)).Verdict.ShouldBe(DeliveryVerdict.Done);
        }

        tracing.ForceFlush();
        var names = collector.Spans.Where(span => span.TraceId == request).Select(span => span.Name).ToArray();
        string[] steps = ["Invoke EnqueueSignalHttp", "enqueue", "dequeue", "signal"];
        steps.ShouldBeSubsetOf(names);
    }

    static TradingSignal Signal() => new(
        new SignalId("traced"), new Symbol("AAPL"), SignalAction.Hold, Quantity: null, PriceTarget: null, StopLoss: null, TakeProfit: null, Confidence: 0.8, new StrategyId("hand"), DateTime.UtcNow, new Dictionary<string, string>());

    /// <summary>Keeps the message, as it would be delivered.</summary>
    sealed class KeptMessage : ISignalOutbox
    {
        public QueueMessage? Message { get; private set; }

        public Task<bool> Enqueue(string id, ReadOnlyMemory<byte> body, int priority, CancellationToken cancellationToken)
        {
            Message = new QueueMessage(id, body, priority, Attempts: 1, DateTime.UtcNow, Receipt: "a");
            return Task.FromResult(true);
        }

        public Task<IReadOnlyList<PoisonMessage>> ListPoison(int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<PoisonMessage>>([]);

        public Task<bool> Resend(string id, CancellationToken cancellationToken) => Task.FromResult(false);

        public Task<QueueDepth> Measure(CancellationToken cancellationToken) => Task.FromResult(new QueueDepth(0, 0, null));
    }
}
