using System.Diagnostics;
using System.Text.Json;
using TradingFunctions.Pipeline.Analysis;

namespace TradingFunctions.Benchmarks.Research;

/// <summary>What the analysis in pandas came to.</summary>
/// <param name="CountSeconds">To the counts, nothing written.</param>
/// <param name="TableSeconds">With the tables written.</param>
/// <param name="Counts">By contract: buys, sells, holds, good, bad, neutral.</param>
internal sealed record PandasResult(double CountSeconds, double TableSeconds, Dictionary<string, long[]> Counts);

/// <summary>The analysis in pandas, timed by itself, in a process of its own.</summary>
internal static class PandasRun
{
    private const string Python = "/usr/bin/python3";
    private const int NoPandas = 3;

    private const string Script = """
        import sys, time, os, json, tempfile
        try:
            import pandas as pd
        except ImportError:
            sys.exit(3)
        began = time.time()
        frame = pd.read_csv(sys.argv[1], float_precision="round_trip")
        read = time.time() - began
        folder = tempfile.mkdtemp()
        count = write = 0.0
        found = {}
        for name in frame.columns[1:]:
            began = time.time()
            price = frame[name].dropna()
            change = price / price.shift(1) - 1
            signal = (change > 0.005).astype("int8") - (change < -0.005).astype("int8")
            following = price.shift(-1)
            quality = signal * ((following > price).astype("int8") - (following < price).astype("int8"))
            found[name] = [int((part == side).sum()) for part, side in ((signal, 1), (signal, -1), (signal, 0), (quality, 1), (quality, -1), (quality, 0))]
            count += time.time() - began
            began = time.time()
            table = pd.DataFrame({"timestamp": frame["timestamp"], "price": price, "change": change, "signal": signal, "quality": quality})
            table.to_csv(os.path.join(folder, name + ".csv.gz"), index=False, compression={"method": "gzip", "compresslevel": 1})
            write += time.time() - began
        json.dump({"countSeconds": read + count, "tableSeconds": read + count + write, "counts": found}, sys.stdout)
        """;

    /// <returns>Null without pandas.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static PandasResult? Run(string table)
    {
        if (!File.Exists(Python))
        {
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("pandas-");
        try
        {
            var start = new ProcessStartInfo(Python) { ArgumentList = { "-c", Script, table }, UseShellExecute = false, RedirectStandardOutput = true };
            start.Environment["TMPDIR"] = folder.FullName;
            using var python = Process.Start(start)!;
            var text = python.StandardOutput.ReadToEnd();
            python.WaitForExit();
            return python.ExitCode switch
            {
                0 => JsonSerializer.Deserialize<PandasResult>(text, JsonSerializerOptions.Web)!,
                NoPandas => null,
                var code => throw new InvalidOperationException($"pandas ended with {code}."),
            };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Holds the counts of every contract against those in pandas.</summary>
    /// <param name="results">Where our analysis wrote its summaries.</param>
    /// <returns>Contracts that are equal: all of them.</returns>
    /// <exception cref="InvalidOperationException">A contract has other counts, or is missing.</exception>
    public static int Compare(PandasResult theirs, string results)
    {
        var ours = Directory.GetFiles(results, "*_analysis.json").Select(file => JsonSerializer.Deserialize(File.ReadAllBytes(file), AnalysisJson.Default.ContractSummary)!).ToDictionary(summary => summary.Contract);
        foreach (var (contract, counts) in theirs.Counts)
        {
            long[] own = ours.Remove(contract, out var summary) && summary.Counts is var c ? [c.Buys, c.Sells, c.Holds, c.Good, c.Bad, c.Neutral] : [];
            if (!own.SequenceEqual(counts))
            {
                throw new InvalidOperationException($"{contract}: buys, sells, holds, good, bad and neutral are {string.Join(", ", own)} here, and {string.Join(", ", counts)} in pandas.");
            }
        }

        return ours.Count == 0 ? theirs.Counts.Count : throw new InvalidOperationException($"pandas has no {ours.Keys.First()}.");
    }
}
