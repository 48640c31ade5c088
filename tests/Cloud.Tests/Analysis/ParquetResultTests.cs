using System.Globalization;
using System.IO.Compression;
using TradingFunctions.Infra.Parquet;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit;

namespace TradingFunctions.Cloud.Tests.Analysis;

/// <summary>Tables of results in Parquet, by the command line.</summary>
public sealed class ParquetResultTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Tables_InParquet_HaveTheRowsOfTheCsv()
    {
        var prices = AnalysisBench.Write(_folder);
        await AnalysisBench.Report("--prices", prices, "--out", _folder["csv"], "--signals", "--raw");

        await AnalysisBench.Report("--prices", prices, "--out", _folder["out"], "--signals", "--raw", "--format", "parquet");

        var tables = Directory.GetFiles(_folder["csv"], "*.csv.gz").Select(path => Path.GetFileName(path)[..^".csv.gz".Length]).Order(StringComparer.Ordinal).ToArray();
        tables.Length.ShouldBe(21);
        Names("out", "*.csv.gz").ShouldBeEmpty();
        Names("out", "*.parquet").ShouldBe(tables.Select(name => $"{name}.parquet"));
        foreach (var name in tables)
            Normal(await ParquetFile.Lines(_folder[$"out/{name}.parquet"])).ShouldBe(Normal(Csv($"csv/{name}.csv.gz")), name);
    }

    [Fact]
    public async Task Analysis_StartedAgain_TakesOverItsTables_AndInAnotherFormatReplacesThem()
    {
        var prices = AnalysisBench.Write(_folder);
        await AnalysisBench.Report("--prices", prices, "--out", _folder["out"], "--format", "parquet");

        var again = await AnalysisBench.Report("--prices", prices, "--out", _folder["out"], "--format", "parquet");
        var csv = await AnalysisBench.Report("--prices", prices, "--out", _folder["out"]);

        again.GetProperty("reused").GetInt32().ShouldBe(7);
        csv.GetProperty("reused").GetInt32().ShouldBe(0);
        Names("out", "*.parquet").ShouldBeEmpty();
        Names("out", "*.csv.gz").Length.ShouldBe(7);
    }

    [Fact]
    public async Task RawTable_InParquet_IsAPriceTableItself()
    {
        await AnalysisBench.Report("--prices", AnalysisBench.Write(_folder), "--out", _folder["out"], "--only", "C0", "--raw", "--format", "parquet");

        var report = await AnalysisBench.Report("--prices", _folder["out/C0_raw.parquet"], "--out", _folder["again"]);

        report.GetProperty("contracts").GetInt32().ShouldBe(1);
        Normal(Csv("again/price_analysis.csv.gz")).ShouldBe(Normal(await ParquetFile.Lines(_folder["out/C0_analysis.parquet"])));
    }

    [Theory]
    [InlineData("2024-03-04T14:30:00Z", "2024-03-04T14:30:00.000001Z")]
    [InlineData("2024-03-04T14:30:00.0000001Z", "2024-03-04T14:30:00.0000002Z")]
    [InlineData("0001-01-02T00:00:00Z", "9998-12-31T00:00:00Z")]
    public async Task Times_OfAnyFineness_AreKept(params string[] times)
    {
        long[] ticks = [.. times.Select(time => DateTime.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal).Ticks)];

        var lines = await Written(new ResultTable(ticks, [1, 2]));

        lines.ShouldBe(["timestamp,price", $"{times[0]},1", $"{times[1]},2"]);
    }

    [Theory]
    [InlineData("2262-04-11T23:47:16.8547758Z", "1677-09-21T00:12:43.1452242Z")]
    public async Task Times_AtTheBoundsOfNanoseconds_AreKept(string last, string first)
    {
        var lines = await Written(new ResultTable([Ticks(first), Ticks(last)], [1, 2]));

        lines.ShouldBe(["timestamp,price", $"{first},1", $"{last},2"]);
    }

    [Theory]
    [InlineData("2024-03-04T14:30:00.0000001Z", "2262-04-11T23:47:16.8547759Z", 2)]
    [InlineData("1677-09-21T00:12:43.1452241Z", "2024-03-04T14:30:00Z", 1)]
    [InlineData("0001-01-02T00:00:00Z", "2024-03-04T14:30:00.0000001Z", 1)]
    public async Task Times_FinerAndFartherThanNanosecondsReach_AreRefusedByRow(string first, string second, int row)
    {
        var refused = await Should.ThrowAsync<NotSupportedException>(() => Written(new ResultTable([Ticks(first), Ticks(second)], [1, 2])));

        refused.Message.ShouldStartWith($"Row {row}: Parquet cannot hold");
    }

    static long Ticks(string time) => DateTime.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal).Ticks;

    [Fact]
    public async Task Table_WithoutRows_IsReadable() =>
        (await Written(new ResultTable([], [], Changes: null, [], []))).ShouldBe(["timestamp,price,signal,quality"]);

    [Fact]
    public async Task Table_LongerThanAGroup_IsWhole()
    {
        const int Rows = 300_000;
        long[] times = [.. Enumerable.Range(0, Rows).Select(row => WrittenColumn.Minute(row).Ticks)];
        double[] changes = [double.NaN, .. Enumerable.Range(1, Rows - 1).Select(row => (double)row)];

        var lines = await Written(new ResultTable(times, [.. changes.Select(change => 1.0)], changes));

        lines.Length.ShouldBe(Rows + 1);
        lines[1].ShouldBe("2024-03-04T14:30:00Z,1,");
        lines[^1].ShouldEndWith(",1,299999");
        lines.Skip(1).Select(line => line[..line.IndexOf(',', StringComparison.Ordinal)]).ShouldBeUnique();
    }

    async Task<string[]> Written(ResultTable table)
    {
        await using (var file = File.Create(_folder["table.parquet"]))
            await new ParquetResultTables().Write(table, file, CancellationToken.None);
        return await ParquetFile.Lines(_folder["table.parquet"]);
    }

    string[] Names(string folder, string pattern) => [.. Directory.GetFiles(_folder[folder], pattern).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    string[] Csv(string path)
    {
        using var zip = new StreamReader(new GZipStream(File.OpenRead(_folder[path]), CompressionMode.Decompress));
        return zip.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Numbers as one spelling: CSV has the shortest, which may lack an exponent.</summary>
    static string[] Normal(string[] lines) => [.. lines.Select(line => string.Join(
        ',', line.Split(',').Select((field, column) => column > 0 && double.TryParse(field, CultureInfo.InvariantCulture, out var number) ? number.ToString("R", CultureInfo.InvariantCulture) : field)))];
}
