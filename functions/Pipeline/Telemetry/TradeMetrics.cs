using System.Diagnostics.Metrics;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Telemetry;

/// <summary>The pipeline's instruments: one meter per host, so that two hosts in one process are counted apart. Without a listener a recording is a test of a flag.</summary>
public sealed class TradeMetrics : IDisposable
{
    public const string MeterName = "TradingFunctions";

    /// <summary>Seconds. An order takes milliseconds here, up to seconds at a slow broker.</summary>
    private static readonly InstrumentAdvice<double> Durations = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 10],
    };

    /// <summary>Request units: a read of a small document is 1, a large batch some hundreds.</summary>
    private static readonly InstrumentAdvice<double> RequestUnits = new() { HistogramBucketBoundaries = [1, 2, 3, 5, 7.5, 10, 15, 25, 50, 75, 100, 250, 500, 1000] };

    private readonly Counter<long> signals;
    private readonly Counter<long> denials;
    private readonly Counter<long> orders;
    private readonly Counter<long> ended;
    private readonly Counter<long> fills;
    private readonly Counter<long> closed;
    private readonly Counter<long> notifications;
    private readonly UpDownCounter<double> realized;
    private readonly Histogram<double> steps;
    private readonly Histogram<double> waits;
    private readonly Histogram<double> broker;
    private readonly Histogram<double> activities;
    private readonly Histogram<double> storeCalls;
    private readonly Histogram<double> storeUnits;

    public TradeMetrics()
    {
        signals = Meter.CreateCounter<long>("trading.signals", "{signal}", "Signals answered, by strategy, status and who sent them.");
        denials = Meter.CreateCounter<long>("trading.denials", "{denial}", "Refusals by reason; a signal refused for two reasons counts once for each.");
        orders = Meter.CreateCounter<long>("trading.orders", "{order}", "Orders reserved, by strategy.");
        ended = Meter.CreateCounter<long>("trading.orders.ended", "{order}", "Orders that ended, by strategy and end; legs of brackets apart.");
        fills = Meter.CreateCounter<long>("trading.fills", "{fill}", "Executions booked, by strategy.");
        closed = Meter.CreateCounter<long>("trading.exits", "{fill}", "Executions that reduced a position, by strategy and result: win, loss or even.");
        notifications = Meter.CreateCounter<long>("trading.notifications", "{notification}", "Notifications by channel and outcome: sent, failed, grouped, held or dropped.");
        realized = Meter.CreateUpDownCounter<double>("trading.realized_pnl", "USD", "Realised P&L since the host started, fees deducted, by strategy.");
        steps = Meter.CreateHistogram("trading.signal.duration", "s", "Time from a signal's arrival to its answer, by step; 'total' is all of it.", tags: null, Durations);
        waits = Meter.CreateHistogram("trading.queue.wait", "s", "Time that a queued signal waited.", tags: null, Durations);
        broker = Meter.CreateHistogram("trading.broker.duration", "s", "Calls to the broker, by operation and outcome.", tags: null, Durations);
        activities = Meter.CreateHistogram("trading.activity.duration", "s", "Activities of orchestrations, by name and outcome.", tags: null, Durations);
        storeCalls = Meter.CreateHistogram("trading.store.duration", "s", "Calls to a store in the cloud, by operation, container and outcome.", tags: null, Durations);
        storeUnits = Meter.CreateHistogram("trading.store.request_units", "{request_unit}", "Request units that Cosmos DB charged, by operation and container.", tags: null, RequestUnits);
    }

    public Meter Meter { get; } = new(MeterName);

    /// <summary>Whether calls to the broker are worth timing.</summary>
    internal bool TimesBroker => broker.Enabled;

    internal bool TimesActivities => activities.Enabled;

    /// <summary>A signal that was answered for the first time.</summary>
    /// <param name="caller">What sent it: http, queue, pipeline or a name; null where nobody is named.</param>
    /// <param name="milliseconds">From its arrival to the answer.</param>
    public void Answered(TradingSignal signal, TradeAnswer answer, string? caller, double milliseconds)
    {
        if (!signals.Enabled && !steps.Enabled)
        {
            return;
        }

        signals.Add(1, new("strategy", signal.Strategy.Value), new("status", StatusText(answer.Status)), new("source", SourceText(caller)));
        foreach (var step in answer.Steps ?? [])
        {
            steps.Record(step.Milliseconds / 1000, new KeyValuePair<string, object?>("step", step.Step));
        }

        steps.Record(milliseconds / 1000, new KeyValuePair<string, object?>("step", "total"));
    }

    /// <summary>Counts each reason of one refusal once.</summary>
    public void Denied(IReadOnlyList<Denial> reasons)
    {
        if (!denials.Enabled)
        {
            return;
        }

        for (var i = 0; i < reasons.Count; i++)
        {
            var code = reasons[i].Code;
            var isFirst = true;
            for (var j = 0; j < i; j++)
            {
                isFirst &= reasons[j].Code != code;
            }

            if (isFirst)
            {
                denials.Add(1, new KeyValuePair<string, object?>("code", code.Text()));
            }
        }
    }

    internal void Denied(string code) => denials.Add(1, new KeyValuePair<string, object?>("code", code));

    internal void Ordered(string strategy) => orders.Add(1, new KeyValuePair<string, object?>("strategy", strategy));

    internal void Ended(string strategy, string end) => ended.Add(1, new("strategy", strategy), new("end", end));

    internal void Filled(string strategy) => fills.Add(1, new KeyValuePair<string, object?>("strategy", strategy));

    /// <param name="profit">Dollars, fees deducted.</param>
    internal void Closed(string strategy, decimal profit) =>
        closed.Add(1, new("strategy", strategy), new("result", profit > 0 ? "win" : profit < 0 ? "loss" : "even"));

    /// <param name="profit">Dollars, fees deducted.</param>
    internal void Realized(string strategy, decimal profit) => realized.Add((double)profit, new KeyValuePair<string, object?>("strategy", strategy));

    public void Waited(TimeSpan time) => waits.Record(time.TotalSeconds);

    internal void Called(string operation, string outcome, TimeSpan time) => broker.Record(time.TotalSeconds, new("operation", operation), new("outcome", outcome));

    /// <param name="operation">read, query, write or open.</param>
    /// <param name="outcome">done, refused, throttled or failed.</param>
    /// <param name="requestUnits">0 where no answer came.</param>
    public void StoreCalled(string operation, string container, string outcome, double requestUnits, TimeSpan time)
    {
        storeCalls.Record(time.TotalSeconds, new("operation", operation), new("container", container), new("outcome", outcome));
        storeUnits.Record(requestUnits, new("operation", operation), new KeyValuePair<string, object?>("container", container));
    }

    internal void Ran(string activity, string outcome, TimeSpan time) => activities.Record(time.TotalSeconds, new("activity", activity), new("outcome", outcome));

    /// <param name="outcome">sent, failed, grouped, held or dropped.</param>
    public void Notified(string channel, string outcome, long count = 1) => notifications.Add(count, new("channel", channel), new("outcome", outcome));

    public void Dispose() => Meter.Dispose();

    private static string StatusText(TradeStatus status) => status switch
    {
        TradeStatus.Executed => "executed",
        TradeStatus.Working => "working",
        TradeStatus.PartiallyFilled => "partiallyFilled",
        TradeStatus.Canceled => "canceled",
        TradeStatus.Unresolved => "unresolved",
        TradeStatus.Held => "held",
        TradeStatus.Denied => "denied",
        TradeStatus.Conflict => "conflict",
        _ => "unknown",
    };

    /// <summary>Callers name themselves as they like: only the ways in are told apart.</summary>
    private static string SourceText(string? caller) => caller is "pipeline" or "queue" ? caller : "http";
}
