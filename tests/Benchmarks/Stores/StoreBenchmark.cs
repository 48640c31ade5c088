using System.Diagnostics;
using TradingFunctions.Benchmarks.Reporting;
using TradingFunctions.Infra.Sqlite;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Benchmarks.Stores;

/// <summary>Documents of 200 bytes created in the store with <c>synchronous=FULL</c>, by one writer and by many at once.</summary>
internal static class StoreBenchmark
{
    private const int Rounds = 5;

    private static readonly byte[] Json = System.Text.Encoding.UTF8.GetBytes($$"""{"text":"{{new string('x', 189)}}"}""");

    public static async Task Run(string directory, Report report)
    {
        await Row("one writer", writers: 1, each: 2_000, directory, report);
        await Row("64 writers, group commit", writers: 64, each: 500, directory, report);
    }

    private static async Task Row(string name, int writers, int each, string directory, Report report)
    {
        var path = Path.Combine(directory, $"store-{writers}.db");
        using var store = SqliteDocumentStore.Open(path);
        var rates = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, writers).Select(w => Task.Run(() => Write(store, $"p{round}-{w}", each))));
            if (round > 0)
                rates.Add(writers * each / Stopwatch.GetElapsedTime(began).TotalSeconds);
        }

        report.Add(Reporting.Row.Of("store", $"{name}, FULL", "documents/s", rates));
    }

    private static async Task Write(SqliteDocumentStore store, string partition, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var written = await store.Transact(Containers.Runs, partition, [StoreOperation.Create($"d{i:D6}", Json)], CancellationToken.None);
            if (!written.IsDone)
                throw new InvalidOperationException($"Document {i} was refused.");
        }
    }
}
