using System.Collections.Concurrent;
using System.Diagnostics;
using TradingFunctions.Chaos.Counting;
using TradingFunctions.TestKit.Alpaca;

namespace TradingFunctions.Chaos.Runs;

/// <summary>All accounts of one invocation, and the count afterwards.</summary>
internal static class ChaosRun
{
    private const int KillsPerAccount = 5;
    private static readonly TimeSpan ProgressPause = TimeSpan.FromSeconds(10);

    public static async Task<ChaosReport> Run(ChaosOptions options)
    {
        var started = Stopwatch.StartNew();
        var directory = options.Directory is { } kept ? Directory.CreateDirectory(kept) : Directory.CreateTempSubdirectory("chaos");
        var journal = Path.Combine(directory.FullName, "journal.jsonl");
        File.Delete(journal);
        var stocks = new ConcurrentBag<AccountStock>();
        await using (var stub = await AlpacaStubProcess.Start(journal))
        {
            var work = Work(options).ToList();
            using var progress = new Timer(_ => Console.Error.WriteLine($"{started.Elapsed:mm\\:ss} {stocks.Count} of {work.Count} accounts"), null, ProgressPause, ProgressPause);
            await Parallel.ForEachAsync(work, new ParallelOptions { MaxDegreeOfParallelism = options.Parallel }, async (account, _) =>
            {
                var run = new AccountRun(options, stub, directory.FullName, account.Key, options.Seed);
                stocks.Add(account.Kills > 0 ? await run.Kill(account.Kills) : await run.Crash());
            });
        }

        var report = ChaosReport.Of(options, JournalCount.Read(journal), [.. stocks.OrderBy(stock => stock.Key, StringComparer.Ordinal)], started.Elapsed);
        if (options.Directory is null)
        {
            directory.Delete(recursive: true);
        }

        return report;
    }

    /// <summary>The accounts that are killed lie evenly among the others, so that few of their processes run at a time.</summary>
    private static IEnumerable<(string Key, int Kills)> Work(ChaosOptions options)
    {
        var killed = (options.Kills + KillsPerAccount - 1) / KillsPerAccount;
        var every = killed == 0 ? int.MaxValue : Math.Max(1, options.Runs / killed);
        var given = 0;
        for (var run = 0; run < Math.Max(options.Runs, killed * every); run++)
        {
            if (run < options.Runs)
            {
                yield return ($"run-{run:D5}", 0);
            }

            if (run % every == 0 && given < killed)
            {
                yield return ($"kill-{given:D4}", Math.Min(KillsPerAccount, options.Kills - (given * KillsPerAccount)));
                given++;
            }
        }
    }
}
