using System.Text.Json;
using Parquet.Schema;
using TradingFunctions.TestKit;
using TimeFormat = Parquet.Schema.DateTimeFormat;

namespace TradingFunctions.Cloud.Tests.Analysis;

/// <summary>The analysis of tables in Parquet, by the command line.</summary>
public sealed class ParquetAnalysisTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(64)]
    public async Task Analysis_OfTheSameTable_IsThatOfTheCsv(int rowsInAGroup)
    {
        var csv = AnalysisBench.Write(_folder);
        await ParquetFile.OfCsv(csv, _folder["prices.parquet"], rowsInAGroup);

        var expected = await AnalysisBench.Report("--prices", csv, "--out", _folder["csv"], "--slices", "24", "--signals", "--raw");
        var report = await AnalysisBench.Report("--prices", _folder["prices.parquet"], "--out", _folder["out"], "--slices", "24", "--signals", "--raw");

        AnalysisBench.Counts(report).ShouldBe(AnalysisBench.Counts(expected));
        AnalysisBench.Results(_folder["out"]).ShouldBe(AnalysisBench.Results(_folder["csv"]));
        report.GetProperty("failed").EnumerateArray().Select(name => name.GetString()).ShouldBe(["C3"]);
        report.GetProperty("failures")[0].GetProperty("message").GetString()!.ShouldContain("prices.parquet: row 251: column 6 (C3) '-5' is no price");
    }

    [Fact]
    public async Task Analysis_StartedAgain_TakesOverWhatIsThere()
    {
        await ParquetFile.OfCsv(AnalysisBench.Write(_folder), _folder["prices.parquet"], 100);

        await AnalysisBench.Report("--prices", _folder["prices.parquet"], "--out", _folder["out"]);
        var again = await AnalysisBench.Report("--prices", _folder["prices.parquet"], "--out", _folder["out"]);

        again.GetProperty("reused").GetInt32().ShouldBe(7);
    }

    [Fact]
    public async Task Prices_OfEveryKindOfNumber_AreRead()
    {
        await ParquetFile.Write(
            _folder["p.parquet"],
            WrittenColumn.Of<double>("DOUBLE", [10.1, double.NaN, 12.3]),
            WrittenColumn.Whole(new DataField<double>("PLAIN", nullable: false), [10.1, 11, 12]),
            WrittenColumn.Of<float>("FLOAT", [1.5f, null, 2.5f]),
            WrittenColumn.Of<int>("INT", [10, null, 12]),
            WrittenColumn.Of<long>("LONG", [10, 11, 12]),
            WrittenColumn.Of<short>("SHORT", [10, 11, null]),
            WrittenColumn.Of(new DecimalDataField("DECIMAL", 12, 4, isNullable: true), [(decimal?)10.0001m, null, 0.1m]),
            WrittenColumn.Text("TEXT", "10.25", "", " 1e1 "),
            WrittenColumn.Minutes(3));

        await AnalysisBench.Report("--prices", _folder["p.parquet"], "--out", _folder["out"], "--raw");

        Raw("DOUBLE").ShouldBe(["10.1", "", "12.3"]);
        Raw("PLAIN").ShouldBe(["10.1", "11", "12"]);
        Raw("FLOAT").ShouldBe(["1.5", "", "2.5"]);
        Raw("INT").ShouldBe(["10", "", "12"]);
        Raw("LONG").ShouldBe(["10", "11", "12"]);
        Raw("SHORT").ShouldBe(["10", "11", ""]);
        Raw("DECIMAL").ShouldBe(["10.0001", "", "0.1"]);
        Raw("TEXT").ShouldBe(["10.25", "", "10"]);
    }

    [Fact]
    public async Task Values_ThatAreNoPrices_FailTheirContractOrCountAsAbsentOrRefuseTheTable()
    {
        await ParquetFile.Write(
            _folder["p.parquet"],
            2,
            WrittenColumn.Minutes(4),
            WrittenColumn.Of<double>("GOOD", [10, 11, 12, 13]),
            WrittenColumn.Text("WORD", "10", "11", "12", "n/a"),
            WrittenColumn.Of<double>("ENDLESS", [10, double.PositiveInfinity, 12, 13]),
            WrittenColumn.Of<bool>("FLAG", [true, false, true, true]),
            WrittenColumn.Of<long>("COUNT", [10, 0, 12, 13]),
            WrittenColumn.Of<double>("EMPTY", [null, null, null, null]));

        var failed = await AnalysisBench.Report("--prices", _folder["p.parquet"], "--out", _folder["a"]);
        var skipped = await AnalysisBench.Report("--prices", _folder["p.parquet"], "--out", _folder["b"], "--bad-values", "skip");
        var (code, _, error) = await AnalysisBench.Run("--prices", _folder["p.parquet"], "--out", _folder["c"], "--bad-values", "refuse");

        Failures(failed).ShouldBe(
        [
            "row 4: column 3 (WORD) 'n/a' is no price",
            "row 2: column 4 (ENDLESS) 'Infinity' is no price",
            "row 1: column 5 (FLAG) 'values of type Boolean' is no price",
            "row 2: column 6 (COUNT) '0' is no price",
            "column 7 (EMPTY) has no price in 4 rows.",
        ]);
        Failures(skipped).ShouldBe(["column 5 (FLAG) has no price in 4 rows.", "column 7 (EMPTY) has no price in 4 rows."]);
        code.ShouldBe(2);
        error.ShouldContain("p.parquet: row 1: column 5 (FLAG) 'values of type Boolean' is no price");

        static string[] Failures(JsonElement report) =>
            [.. report.GetProperty("failures").EnumerateArray().Select(failure => failure.GetProperty("message").GetString()!.Split("p.parquet: ")[1].Split(": prices are")[0])];
    }

    [Fact]
    public async Task Rows_WithoutATimeOrOutOfOrder_AreRefusedOrLeftOut()
    {
        DateTime?[] times = [WrittenColumn.Minute(0), null, WrittenColumn.Minute(2), WrittenColumn.Minute(2), WrittenColumn.Minute(1), WrittenColumn.Minute(3)];
        await ParquetFile.Write(_folder["p.parquet"], 2, WrittenColumn.Times(times), WrittenColumn.Of<double>("A", [10, -1, null, -1, -1, 12]));

        var (code, _, error) = await AnalysisBench.Run("--prices", _folder["p.parquet"], "--out", _folder["a"]);
        var report = await AnalysisBench.Report("--prices", _folder["p.parquet"], "--out", _folder["b"], "--skip-bad-rows", "--raw");

        code.ShouldBe(2);
        error.ShouldContain("p.parquet: row 2: column 1 has no time.");
        report.GetProperty("skippedRows").ToString().ShouldBe("""{"duplicateTime":1,"time":1,"unsorted":1}""");
        Raw("A", "b").ShouldBe(["10", "", "12"]);
    }

    [Theory]
    [MemberData(nameof(Times))]
    public async Task Times_OfEveryKind_AreReadAndSpelled(WrittenColumnCase times, string[] expected)
    {
        await ParquetFile.Write(_folder["p.parquet"], WrittenColumn.Of<double>("A", [10, 11]), times.Column);

        await AnalysisBench.Report("--prices", _folder["p.parquet"], "--out", _folder["out"], "--raw");

        Table("A", "out").Select(row => row[0]).ShouldBe(expected);
    }

    public static TheoryData<WrittenColumnCase, string[]> Times() => new()
    {
        { new("micros", WrittenColumn.Times(At(1_500_000), At(2_000_000))), ["1970-01-01T00:00:00.15Z", "1970-01-01T00:00:00.2Z"] },
        { new("nanos", Instants(TimeFormat.Timestamp, DateTimeTimeUnit.Nanos)), ["2024-03-04T14:30:00Z", "2024-03-04T14:31:00Z"] },
        { new("millis of no zone", Instants(TimeFormat.Timestamp, DateTimeTimeUnit.Millis, isUtc: false)), ["2024-03-04T14:30:00Z", "2024-03-04T14:31:00Z"] },
        { new("int96", Instants(TimeFormat.Impala)), ["2024-03-04T14:30:00Z", "2024-03-04T14:31:00Z"] },
        { new("dates", WrittenColumn.Of(new DateTimeDataField("Timestamp", TimeFormat.Date, isNullable: true), [(DateTime?)WrittenColumn.Minute(0).Date, WrittenColumn.Minute(0).Date.AddDays(1)])), ["2024-03-04", "2024-03-05"] },
        { new("text", WrittenColumn.Text("timestamp", "2024-03-04 09:30:00-05:00", "2024-03-04 09:31:00-05:00")), ["2024-03-04 09:30:00-05:00", "2024-03-04 09:31:00-05:00"] },
        { new("seconds", WrittenColumn.Of<long>("timestamp", [1_709_562_600, 1_709_562_660])), ["1709562600", "1709562660"] },
    };

    [Fact]
    public async Task Tables_ThatAreNone_AreRefusedAndSayWhy()
    {
        await File.WriteAllTextAsync(_folder["text.parquet"], "timestamp,A\n2024-01-01,10\n");
        await File.WriteAllTextAsync(_folder["empty.parquet"], "");
        await ParquetFile.Write(_folder["timeless.parquet"], WrittenColumn.Of<double>("A", [1, 2]));
        await ParquetFile.Write(_folder["flags.parquet"], WrittenColumn.Of<bool>("timestamp", [true, false]), WrittenColumn.Of<double>("A", [1, 2]));
        await ParquetFile.Write(_folder["lonely.parquet"], WrittenColumn.Minutes(2));
        await ParquetFile.Write(_folder["whole.parquet"], WrittenColumn.Minutes(500), WrittenColumn.Of("A", [.. Enumerable.Range(1, 500).Select(i => (double?)i)]));
        await File.WriteAllBytesAsync(_folder["cut.parquet"], (await File.ReadAllBytesAsync(_folder["whole.parquet"]))[..^100]);
        var damaged = await File.ReadAllBytesAsync(_folder["whole.parquet"]);
        damaged.AsSpan(10, 400).Fill(0xFF);
        await File.WriteAllBytesAsync(_folder["damaged.parquet"], damaged);

        await Refused("text", "is not sound Parquet");
        await Refused("empty", "is not sound Parquet");
        await Refused("cut", "is not sound Parquet");
        await Refused("timeless", "has no column 'timestamp'");
        await Refused("flags", "column 1 (timestamp) cannot be read: it holds values of type Boolean, which are no times");
        await Refused("lonely", "has no contract");
        await Refused("damaged", "column 1 (timestamp) cannot be read");
        await Refused("absent", "does not exist");
    }

    [Fact]
    public async Task Columns_ThatAreNested_FailAlone()
    {
        var list = new ListField("BOOK", new DataField<double>("element", nullable: true));
        var structure = new StructField("QUOTE", new DataField<double>("bid", nullable: false));
        var bid = (DataField)structure.Fields[0];
        await ParquetFile.Write(
            _folder["p.parquet"],
            WrittenColumn.Minutes(2),
            WrittenColumn.Of<double>("A", [10, 11]),
            new WrittenColumn(list, 2, (group, _, _) => group.WriteAsync<double>((DataField)list.Item, new double?[] { 1, 2 }, new[] { 0, 0 })),
            new WrittenColumn(structure, 2, (group, _, _) => group.WriteAllPartsAsync<double>(bid, new double[] { 1, 2 }, bid.MaxDefinitionLevel == 0 ? null : new int[] { bid.MaxDefinitionLevel, bid.MaxDefinitionLevel }, null, CancellationToken.None)));

        var report = await AnalysisBench.Report("--prices", _folder["p.parquet"], "--out", _folder["out"]);

        report.GetProperty("failed").EnumerateArray().Select(name => name.GetString()).ShouldBe(["BOOK", "QUOTE"]);
    }

    async Task Refused(string name, string problem)
    {
        var (code, output, error) = await AnalysisBench.Run("--prices", _folder[$"{name}.parquet"], "--out", _folder[$"out-{name}"], "--json");
        code.ShouldBe(2, error);
        output.ShouldBeEmpty();
        error.ShouldContain($"{name}.parquet: ");
        error.ShouldContain(problem);
    }

    static DateTime? At(long ticks) => DateTime.UnixEpoch.AddTicks(ticks);

    static WrittenColumn Instants(TimeFormat format, DateTimeTimeUnit? unit = null, bool isUtc = true) =>
        WrittenColumn.Of(new DateTimeDataField("timestamp", format, isUtc, unit, isNullable: true), [(DateTime?)WrittenColumn.Minute(0), WrittenColumn.Minute(1)]);

    string[] Raw(string contract, string output = "out") => [.. Table(contract, output).Select(row => row[1])];

    string[][] Table(string contract, string output)
    {
        using var file = File.OpenRead(Path.Combine(_folder[output], $"{contract}_raw.csv.gz"));
        using var text = new StreamReader(new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionMode.Decompress));
        return [.. text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))];
    }
}

/// <summary>A column with a name for the test's report.</summary>
public sealed record WrittenColumnCase(string Name)
{
    internal WrittenColumnCase(string name, WrittenColumn column) : this(name) => Column = column;

    internal WrittenColumn Column { get; } = null!;

    public override string ToString() => Name;
}
