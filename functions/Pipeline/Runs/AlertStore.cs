using System.Globalization;
using System.Text.Json;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Serialization;

namespace TradingFunctions.Pipeline.Runs;

/// <summary>
/// The alerts of a run. Alert n of a symbol is stored before n+1, each with a pending mark whose id sorts by (time, symbol, sequence);
/// the desk drains the marks, and one transaction moves the watermark and removes the marks of what was handled.
/// </summary>
public sealed class AlertStore(IDocumentStore store, DocumentCache documents)
{
    /// <summary>Stores one alert.</summary>
    /// <returns>True when it stands: new, or the same trigger of the same check stored before. False when another alert has this number.</returns>
    public async Task<bool> Save(Alert alert, CancellationToken cancellationToken)
    {
        var mark = JsonSerializer.SerializeToUtf8Bytes(new AlertReference(alert.Symbol, alert.Sequence, alert.AtUtc), PipelineJson.Default.AlertReference);
        var written = await documents.CreateAll(
            Containers.Runs,
            alert.Run.Value,
            [(AlertId(alert.Symbol, alert.Sequence), alert)],
            PipelineJson.Default.Alert,
            [StoreOperation.Create(MarkId(alert.AtUtc, alert.Symbol, alert.Sequence), mark)],
            cancellationToken);
        if (written.IsDone)
        {
            return true;
        }

        var stored = await Read(alert.Run, alert.Symbol, alert.Sequence, cancellationToken);
        return stored.AtUtc == alert.AtUtc && string.Equals(stored.Trigger, alert.Trigger, StringComparison.Ordinal);
    }

    public async Task<Alert> Read(RunId run, Symbol symbol, int sequence, CancellationToken cancellationToken) =>
        await documents.ReadFinal(new DocumentKey(Containers.Runs, run.Value, AlertId(symbol, sequence)), PipelineJson.Default.Alert, cancellationToken)
        ?? throw new InvalidOperationException($"Alert {sequence} of {symbol} in run {run} is not stored.");

    public IAsyncEnumerable<Alert> ReadAll(RunId run, CancellationToken cancellationToken) =>
        store.ReadAll(Containers.Runs, run.Value, "alert:", PipelineJson.Default.Alert, cancellationToken);

    /// <summary>Number of the last alert of a symbol; 0 for none.</summary>
    public async Task<int> LastSequence(RunId run, Symbol symbol, CancellationToken cancellationToken)
    {
        var page = await store.Query(Containers.Runs, run.Value, $"alert:{DocumentIds.Of(symbol)}:", null, 1, descending: true, cancellationToken);
        return page.Items.Count == 0 ? 0 : DocumentStoreExtensions.Parse(page.Items[0], PipelineJson.Default.Alert).Sequence;
    }

    /// <summary>Alerts that are not handled yet, in the order of (time, symbol, sequence).</summary>
    public async Task<AlertReference[]> Pending(RunId run, int limit, CancellationToken cancellationToken)
    {
        var page = await store.Query(Containers.Runs, run.Value, "pending:", null, limit, descending: false, cancellationToken);
        return [.. page.Items.Select(d => DocumentStoreExtensions.Parse(d, PipelineJson.Default.AlertReference))];
    }

    /// <summary>Number of the last alert of each symbol that the desk has handled.</summary>
    public async Task<SortedDictionary<string, int>> Watermark(RunId run, CancellationToken cancellationToken) =>
        (await documents.Read(WatermarkKey(run), PipelineJson.Default.WatermarkDocument, cancellationToken))?.Value.Handled ?? new(StringComparer.Ordinal);

    /// <summary>Moves the watermark over alerts that were handled and removes their marks, all or nothing. Doing it again changes nothing.</summary>
    public async Task Advance(RunId run, IReadOnlyList<AlertReference> handled, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await documents.Read(WatermarkKey(run), PipelineJson.Default.WatermarkDocument, cancellationToken);
            var watermark = stored?.Value.Handled is { } known ? new SortedDictionary<string, int>(known, StringComparer.Ordinal) : new(StringComparer.Ordinal);
            var operations = new List<StoreOperation>(handled.Count + 1);
            foreach (var alert in handled)
            {
                var last = watermark.GetValueOrDefault(alert.Symbol.Value);
                if (alert.Sequence > last + 1)
                {
                    throw new ActivityFailureException("ALERT_GAP", $"{alert.Symbol}: alert {alert.Sequence} comes after {last}.");
                }

                if (alert.Sequence == last + 1)
                {
                    watermark[alert.Symbol.Value] = alert.Sequence;
                    operations.Add(StoreOperation.Delete(MarkId(alert.AtUtc, alert.Symbol, alert.Sequence), etag: null));
                }
            }

            if (operations.Count == 0)
            {
                return;
            }

            var body = JsonSerializer.SerializeToUtf8Bytes(new WatermarkDocument(watermark), PipelineJson.Default.WatermarkDocument);
            operations.Insert(0, stored is null ? StoreOperation.Create(WatermarkKey(run).Id, body) : StoreOperation.Replace(WatermarkKey(run).Id, body, stored.ETag));
            if ((await store.Transact(Containers.Runs, run.Value, operations, cancellationToken)).IsDone)
            {
                return;
            }
        }
    }

    private static DocumentKey WatermarkKey(RunId run) => new(Containers.Runs, run.Value, "watermark");

    private static string AlertId(Symbol symbol, int sequence) => string.Create(CultureInfo.InvariantCulture, $"alert:{DocumentIds.Of(symbol)}:{sequence:D8}");

    private static string MarkId(DateTime atUtc, Symbol symbol, int sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"pending:{atUtc.Ticks:D19}:{DocumentIds.Of(symbol)}:{sequence:D8}");
}
