using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Runs;

namespace TradingFunctions.Pipeline.MarketData;

/// <summary>Stored bars: a document per symbol and session, all of a session in one partition, so that a chunk is one transaction.</summary>
public sealed class BarStore(IDocumentStore store)
{
    private const string BarPrefix = "bars:";
    private const string RosterId = "roster";
    private const string DayId = "day";

    /// <summary>The stored bars of a symbol in a session; empty where there are none.</summary>
    public async Task<Bar[]> ReadBars(DateOnly date, Symbol symbol, CancellationToken cancellationToken) =>
        await Read(date, IdOf(symbol), MarketDataJson.Default.BarDay, cancellationToken) is { } day ? BarBlock.Read(day.Value.Data, day.Value.Count) : [];

    internal ValueTask<Stored<BarDay>?> ReadDay(DateOnly date, Symbol symbol, CancellationToken cancellationToken) =>
        Read(date, IdOf(symbol), MarketDataJson.Default.BarDay, cancellationToken);

    internal ValueTask<Stored<RosterDocument>?> ReadRoster(DateOnly date, CancellationToken cancellationToken) => Read(date, RosterId, MarketDataJson.Default.RosterDocument, cancellationToken);

    internal ValueTask<Stored<IngestionDay>?> ReadIngestion(DateOnly date, CancellationToken cancellationToken) => Read(date, DayId, MarketDataJson.Default.IngestionDay, cancellationToken);

    internal async IAsyncEnumerable<BarDay> ReadDays(DateOnly date, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var day in store.ReadAll(Containers.Runs, PartitionOf(date), BarPrefix, MarketDataJson.Default.BarDay, cancellationToken))
        {
            yield return day;
        }
    }

    /// <summary>Writes a chunk's documents, all or none; false when somebody else has written one of them meanwhile.</summary>
    internal async Task<bool> Write(DateOnly date, IReadOnlyList<(BarDay Day, string? ETag)> days, CancellationToken cancellationToken)
    {
        StoreOperation[] operations = [.. days.Select(d => Put(IdOf(d.Day.Symbol), d.Day, MarketDataJson.Default.BarDay, d.ETag))];
        return (await store.Transact(Containers.Runs, PartitionOf(date), operations, cancellationToken)).IsDone;
    }

    internal async Task<bool> Write(DateOnly date, RosterDocument roster, string? etag, CancellationToken cancellationToken) =>
        (await store.Transact(Containers.Runs, PartitionOf(date), [Put(RosterId, roster, MarketDataJson.Default.RosterDocument, etag)], cancellationToken)).IsDone;

    internal async Task<bool> Write(DateOnly date, IngestionDay day, string? etag, CancellationToken cancellationToken) =>
        (await store.Transact(Containers.Runs, PartitionOf(date), [Put(DayId, day, MarketDataJson.Default.IngestionDay, etag)], cancellationToken)).IsDone;

    private ValueTask<Stored<T>?> Read<T>(DateOnly date, string id, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        store.Read(new DocumentKey(Containers.Runs, PartitionOf(date), id), type, cancellationToken);

    private static string PartitionOf(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"bars-{date:yyyyMMdd}");

    private static string IdOf(Symbol symbol) => BarPrefix + DocumentIds.Of(symbol);

    private static StoreOperation Put<T>(string id, T value, JsonTypeInfo<T> type, string? etag)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, type);
        return etag is null ? StoreOperation.Create(id, json) : StoreOperation.Replace(id, json, etag);
    }
}
