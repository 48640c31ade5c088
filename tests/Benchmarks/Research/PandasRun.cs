using System.Diagnostics;
using System.Globalization;

namespace TradingFunctions.Benchmarks.Research;

/// <summary>The analysis in pandas, timed by itself, in a process of its own.</summary>
internal static class PandasRun
{
    private const string Python = "/usr/bin/python3";

    private const string Script = """
        import sys, time, os, tempfile
        try:
            import pandas as pd
        except ImportError:
            sys.exit(3)
        began = time.time()
        frame = pd.read_csv(sys.argv[1], float_precision="round_trip")
        read = time.time() - began
        folder = tempfile.mkdtemp()
        count = write = 0.0
        for name in frame.columns[1:]:
            began = time.time()
            price = frame[name].dropna()
            change = price / price.shift(1) - 1
            signal = (change > 0.005).astype("int8") - (change < -0.005).astype("int8")
            following = price.shift(-1)
            quality = signal * ((following > price).astype("int8") - (following < price).astype("int8"))
            counts = (int((signal > 0).sum()), int((signal < 0).sum()), int((quality > 0).sum()), int((quality < 0).sum()))
            count += time.time() - began
            began = time.time()
            table = pd.DataFrame({"timestamp": frame["timestamp"], "price": price, "change": change, "signal": signal, "quality": quality})
            table.to_csv(os.path.join(folder, name + ".csv.gz"), index=False, compression={"method": "gzip", "compresslevel": 1})
            write += time.time() - began
        print(read + count, read + count + write)
        """;

    /// <returns>Seconds to the counts, and with the tables written; null without pandas.</returns>
    public static (double Counts, double Tables)? Time(string table)
    {
        if (!File.Exists(Python))
        {
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("pandas-");
        try
        {
            var start = new ProcessStartInfo(Python) { ArgumentList = { "-c", Script, table }, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["TMPDIR"] = folder.FullName;
            using var python = Process.Start(start)!;
            var words = python.StandardOutput.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            python.WaitForExit();
            return python.ExitCode == 0 && words is [var counts, var tables] ? (double.Parse(counts, CultureInfo.InvariantCulture), double.Parse(tables, CultureInfo.InvariantCulture)) : null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
