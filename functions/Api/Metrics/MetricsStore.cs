using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using TradingFunctions.Pipeline.Telemetry;

namespace TradingFunctions.Api.Metrics;

/// <summary>Adds up what this host's instruments record: what <c>GET /api/metrics</c> answers from, whether or not anything is exported.</summary>
/// <remarks>Only the instruments of this very host: a process may hold several, as tests do.</remarks>
public sealed class MetricsStore : IDisposable
{
    /// <summary>Requests are told apart by these; the address as it was called may hold anything.</summary>
    private static readonly string[] OfRequests = ["http.request.method", "http.route", "http.response.status_code"];

    private static readonly HashSet<string> OfProcess =
        ["dotnet.process.cpu.time", "dotnet.process.memory.working_set", "dotnet.gc.heap.total_allocated", "dotnet.gc.pause.time", "dotnet.gc.collections", "dotnet.exceptions"];

    private readonly ConcurrentDictionary<Instrument, InstrumentSeries> instruments = new();
    private readonly MeterListener listener = new();
    private readonly Lock collecting = new();

    /// <param name="metrics">The pipeline's.</param>
    /// <param name="factory">The web host's, whose meters are this host's alone.</param>
    public MetricsStore(TradeMetrics metrics, IMeterFactory factory)
    {
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (Wanted(instrument, metrics, factory) is not (true, var kept))
            {
                return;
            }

            var series = new InstrumentSeries(instrument, kept);
            instruments[instrument] = series;
            listener.EnableMeasurementEvents(instrument, series);
        };
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => ((InstrumentSeries)state!).Record(value, tags));
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => ((InstrumentSeries)state!).Record(value, tags));
        listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => ((InstrumentSeries)state!).Record(value, tags));
        listener.Start();
    }

    public void Dispose() => listener.Dispose();

    /// <summary>All instruments by name, with the gauges read now.</summary>
    internal IReadOnlyList<InstrumentSeries> Collect()
    {
        lock (collecting)
        {
            // A figure that nobody gives any more must not stay.
            foreach (var series in instruments.Values.Where(series => series.Instrument.IsObservable))
            {
                series.Clear();
            }

            listener.RecordObservableInstruments();
        }

        return [.. instruments.Values.OrderBy(series => series.Instrument.Name, StringComparer.Ordinal)];
    }

    /// <summary>One instrument as it is, gauges as they were read last; null where it has recorded nothing yet.</summary>
    internal InstrumentSeries? Find(string name) => instruments.Values.FirstOrDefault(series => series.Instrument.Name == name);

    private static (bool IsWanted, string[]? Kept) Wanted(Instrument instrument, TradeMetrics metrics, IMeterFactory factory)
    {
        if (ReferenceEquals(instrument.Meter, metrics.Meter))
        {
            return (true, null);
        }

        return instrument switch
        {
            { Meter.Name: "System.Runtime" } when OfProcess.Contains(instrument.Name) => (true, null),
            { Name: "http.server.request.duration" } when ReferenceEquals(instrument.Meter.Scope, factory) => (true, OfRequests),
            _ => default,
        };
    }
}
