using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>The signals' documents: one partition each. What makes a signal id mean one body and one answer.</summary>
public sealed class SignalDesk(IDocumentStore store, TimeProvider clock)
{
    internal const string Document = "signal";

    /// <summary>Stores a signal before anything is done for it; gives what is stored, which may be an earlier one of the same id.</summary>
    /// <param name="trace">W3C <c>traceparent</c> kept with a signal that is new.</param>
    public async Task<(SignalRecord Record, string ETag)> Receive(TradingSignal signal, string digest, string origin, string? trace, CancellationToken cancellationToken)
    {
        var record = new SignalRecord(signal, digest, origin, clock.GetUtcNow().UtcDateTime, Trace: trace);
        var result = await store.Transact(Containers.Signals, signal.Id.Value, [StoreOperation.Create(Document, Json(record))], cancellationToken);
        return result.Status switch
        {
            WriteStatus.Done => (record, result.ETags[0]),
            WriteStatus.Exists => await Find(signal.Id, cancellationToken) ?? throw new InvalidDataException($"Signal {signal.Id} exists and cannot be read."),
            _ => throw new InvalidDataException($"Signal {signal.Id}: creating its document gave {result.Status}."),
        };
    }

    public async Task<SignalRecord?> Read(SignalId id, CancellationToken cancellationToken) => (await Find(id, cancellationToken))?.Record;

    /// <summary>Stores the first answer; a later one gives way to it.</summary>
    /// <param name="etag">Of the record as it was received.</param>
    /// <param name="logSequence">Last entry of the account's log that the books held.</param>
    /// <returns>The answer that counts.</returns>
    public async Task<TradeAnswer> Answer(SignalRecord record, string etag, TradeAnswer answer, long logSequence, CancellationToken cancellationToken)
    {
        var id = record.Signal.Id;
        while (true)
        {
            var operation = StoreOperation.Replace(Document, Json(record with { Answer = answer, LogSequence = logSequence }), etag);
            if ((await store.Transact(Containers.Signals, id.Value, [operation], cancellationToken)).IsDone)
            {
                return answer;
            }

            (record, etag) = await Find(id, cancellationToken) ?? throw new InvalidDataException($"Signal {id} has vanished.");
            if (record.Answer is { } first)
            {
                return first;
            }
        }
    }

    /// <summary>SHA-256 over the signal's values: equal for equal signals, however their numbers and pairs were written.</summary>
    public static string Digest(TradingSignal signal)
    {
        var text = new StringBuilder();
        Add(signal.Id.Value);
        Add(signal.Symbol.Value);
        Add(signal.Action.ToString());
        Add(Number(signal.Quantity?.Shares));
        Add(Number(signal.PriceTarget?.Amount));
        Add(Number(signal.StopLoss?.Amount));
        Add(Number(signal.TakeProfit?.Amount));
        Add(signal.Confidence.ToString("R", CultureInfo.InvariantCulture));
        Add(signal.Strategy.Value);
        Add(signal.TimestampUtc.Ticks.ToString(CultureInfo.InvariantCulture));
        foreach (var (key, value) in signal.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Add(key);
            Add(value);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));

        void Add(string part) => text.Append(part.Length).Append(':').Append(part);
    }

    private static string Number(decimal? number) => number is { } value ? (value / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture) : "-";

    private static byte[] Json(SignalRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, TradingJson.Default.SignalRecord);

    private async Task<(SignalRecord Record, string ETag)?> Find(SignalId id, CancellationToken cancellationToken)
    {
        var document = await store.Read(new DocumentKey(Containers.Signals, id.Value, Document), cancellationToken);
        return document is null ? null : (JsonSerializer.Deserialize(document.Json.Span, TradingJson.Default.SignalRecord)!, document.ETag);
    }
}
