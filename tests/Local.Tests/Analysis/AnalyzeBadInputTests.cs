using System.IO.Compression;
using System.Text;
using System.Text.Json;
using TradingFunctions.Hosting;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Tests.Analysis;

public sealed class AnalyzeBadInputTests
{
    private const string Good = "timestamp,A,B\n2024-01-01,10,20\n2024-01-02,11,21\n";

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("timestamp,A\n", "has no rows")]
    [InlineData("time,A\n2024-01-01,1\n", ":1: column 1 must be 'timestamp'")]
    [InlineData("timestamp\n2024-01-01\n", ":1: has no contract")]
    [InlineData("timestamp,A,A\n2024-01-01,1,2\n", ":1: column 2 (A) has a name that comes again")]
    [InlineData("timestamp,A,\n2024-01-01,1,2\n", ":1: column 3 has no name")]
    [InlineData("timestamp,A,B\n2024-01-01,1\n", ":2: has 2 fields, the header has 3: column 3 is missing")]
    [InlineData("timestamp,A,B\n2024-01-01,1,2\n2024-01-02,1,2,3\n", ":3: has 4 fields, the header has 3: column 4 has no name")]
    [InlineData("timestamp,A\n,1\n", ":2: column 1 has no time")]
    [InlineData("timestamp,A\nyesterday,1\n", ":2: column 1 'yesterday' is no time")]
    [InlineData("timestamp,A\n2024-02-30,1\n", ":2: column 1 '2024-02-30' is no time")]
    [InlineData("timestamp,A\n2024-01-02,1\n2024-01-01,2\n", ":3: column 1 '2024-01-01' is earlier")]
    [InlineData("timestamp,A\n2024-01-02,1\n2024-01-02,2\n", ":3: column 1 '2024-01-02' is the time of a row before")]
    [InlineData("timestamp,A,B\n2024-01-01,5,\"12", ":2: column 3 has a quote that does not end in its line")]
    [InlineData("timestamp,A,B\n2024-01-01,\"1\n2\",6\n", ":2: column 2 has a quote that does not end in its line")]
    [InlineData("timestamp,A,B\n2024-01-01,1\",2\"\n", ":2: column 2 has a quote that does not end in its line")]
    [InlineData("timestamp,A,B\n\"2024-01-01,1,2\n", ":2: column 1 has a quote that does not end in its line")]
    [InlineData("timestamp,A\n\"2024\"-01-01,1\n", ":2: column 1 '\"2024\"-01-01' is no time")]
    [InlineData("PAR1\n", "is Parquet")]
    public async Task Table_ThatBreaksARule_IsRefusedWithLineAndColumn(string text, string problem)
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["p.csv"], text);

        var (code, output, error) = await AnalyzeBench.Run("--prices", folder["p.csv"], "--out", folder["out"], "--json");

        code.ShouldBe(2, error);
        output.ShouldBeEmpty();
        error.ShouldContain(problem);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("1.2.3")]
    [InlineData("-5")]
    [InlineData("0")]
    [InlineData("inf")]
    [InlineData("1e400")]
    [InlineData("0x10")]
    [InlineData("12 3")]
    [InlineData("\"1,234\"")]
    [InlineData("\"10\"\"5\"")]
    [InlineData("1\"0\"5")]
    [InlineData("\"10\"5")]
    [InlineData("\"10\" \"5\"")]
    [InlineData("\"\"\"105\"\"\"")]
    public async Task Value_ThatIsNoPrice_FailsItsContractOrIsRefusedOrSkipped(string value)
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["p.csv"], $"timestamp,A,B\n2024-01-01,10,20\n2024-01-02,{value},21\n2024-01-03,12,22\n");

        var failed = await AnalyzeBench.Report("--prices", folder["p.csv"], "--out", folder["a"]);
        var (code, _, error) = await AnalyzeBench.Run("--prices", folder["p.csv"], "--out", folder["b"], "--bad-values", "refuse");
        var skipped = await AnalyzeBench.Report("--prices", folder["p.csv"], "--out", folder["c"], "--bad-values", "skip");

        failed.GetProperty("failed")[0].GetString().ShouldBe("A");
        AnalyzeBench.Counts(failed)[..3].Sum().ShouldBe(3);
        code.ShouldBe(2);
        error.ShouldContain(":3: column 2 (A) '");
        AnalyzeBench.Counts(skipped).ShouldBe([3, 0, 2, 1, 0, 4]);
        var summary = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(folder["c"], "A_analysis.json")));
        summary.GetProperty("badValues").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Quotes_ThatDoNotEnd_CostTheirRowsByOption()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["p.csv"], Good + "2024-01-03,\"1\n2\",30\n2024-01-04, \"12\" ,\"\"\n2024-01-05,5,\"12");

        var report = await AnalyzeBench.Report("--prices", folder["p.csv"], "--out", folder["out"], "--skip-bad-rows", "--raw");

        (report.GetProperty("rows").GetInt32(), report.GetProperty("prices").GetInt32()).ShouldBe((3, 5));
        report.GetProperty("skippedRows").ToString().ShouldBe("""{"quotes":3}""");
        (await Unzip(Path.Combine(folder["out"], "A_raw.csv.gz"))).ShouldBe("timestamp,price\n2024-01-01,10\n2024-01-02,11\n2024-01-04,12\n");
    }

    [Fact]
    public async Task Places_OfWhatIsSkipped_AreNamedEverywhere()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["p.csv"], Good + "2024-01-03,abc,22\n2024-01-03,1,1\n2024-01-04,1\n" + string.Concat(Enumerable.Range(5, 24).Select(d => $"2024-01-{d:00},10,-{d}\n")));

        var (code, output, error) = await AnalyzeBench.Run("--prices", folder["p.csv"], "--out", folder["out"], "--skip-bad-rows", "--bad-values", "skip", "--json");

        code.ShouldBe(0, error);
        var report = JsonElement.Parse(output);
        report.GetProperty("skippedValues").GetInt32().ShouldBe(25);
        var places = report.GetProperty("skippedPlaces").EnumerateArray().Select(place => place.ToString()).ToArray();
        places.Length.ShouldBe(2 + SkippedPlace.Most);
        places[0].ShouldBe("""{"reason":"duplicateTime","place":5,"column":1,"name":null,"problem":"\u00272024-01-03\u0027 is the time of a row before."}""");
        places[1].ShouldContain("""reason":"fieldCount","place":6,"column":0""");
        places[2].ShouldContain("""reason":"value","place":4,"column":2,"name":"A","problem":"\u0027abc\u0027 is no price""");
        places[3].ShouldContain("""reason":"value","place":7,"column":3,"name":"B","problem":"\u0027-5\u0027 is no price""");
        error.ShouldContain("Left out: 4, column 2 (A): 'abc' is no price");
        var summary = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(folder["out"], "analysis.json"))).GetProperty("table");
        (summary.GetProperty("skippedValues").GetInt32(), summary.GetProperty("skippedPlaces").GetArrayLength()).ShouldBe((25, places.Length));
        (await File.ReadAllTextAsync(Path.Combine(folder["out"], "report.md"))).ShouldContain("| value | 4 | 2 | A | 'abc' is no price");
        (await File.ReadAllTextAsync(Path.Combine(folder["out"], "report.html"))).ShouldContain("abc");
    }

    [Theory]
    [InlineData("10,x,12", "", "p.csv:3: column 3 (index) 'x' is no price")]
    [InlineData(",NaN,", "", "p.csv:1: column 3 (index) has no price in 3 rows.")]
    [InlineData("x,y,z", "--bad-values skip", "p.csv:1: column 3 (index) has no price in 3 rows.")]
    public async Task IndexColumn_ThatCannotBeUsed_IsNamedAndCostsTheCorrelationsAlone(string index, string options, string fault)
    {
        using var folder = new TempFolder();
        var values = index.Split(',');
        await File.WriteAllTextAsync(folder["p.csv"], $"timestamp,A,index\n2024-01-01,10,{values[0]}\n2024-01-02,11,{values[1]}\n2024-01-03,12,{values[2]}\n");

        var report = await AnalyzeBench.Report(["--prices", folder["p.csv"], "--out", folder["out"], .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        (report.GetProperty("contracts").GetInt32(), report.GetProperty("failed").GetArrayLength(), report.GetProperty("prices").GetInt32()).ShouldBe((1, 0, 3));
        report.GetProperty("indexFault").GetString()!.ShouldStartWith(fault);
        report.GetProperty("meanCorrelation").ValueKind.ShouldBe(JsonValueKind.Null);
        report.GetProperty("skippedValues").GetInt32().ShouldBe(options.Length > 0 ? 3 : 0);
        JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(folder["out"], "analysis.json"))).GetProperty("indexFault").GetString()!.ShouldStartWith(fault);
        (await File.ReadAllTextAsync(Path.Combine(folder["out"], "report.md"))).ShouldContain("not used, so that there are no correlations");
    }

    [Fact]
    public async Task IndexColumn_WithSkippedValues_IsUsedAndTheyAreCounted()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["p.csv"], "timestamp,A,B,index\n2024-01-01,10,x,10\n2024-01-02,11,,11\n2024-01-03,12,,x\n2024-01-04,11,,11\n2024-01-05,10,,10\n");

        var report = await AnalyzeBench.Report("--prices", folder["p.csv"], "--out", folder["out"], "--bad-values", "skip", "--only", "A");

        report.GetProperty("skippedValues").GetInt32().ShouldBe(1);
        report.GetProperty("skippedPlaces").EnumerateArray().Select(place => (place.GetProperty("place").GetInt32(), place.GetProperty("name").GetString())).ShouldBe([(4, "index")]);
        report.GetProperty("indexFault").ValueKind.ShouldBe(JsonValueKind.Null);
        report.GetProperty("meanCorrelation").ValueKind.ShouldBe(JsonValueKind.Number);
    }

    [Fact]
    public async Task Failure_OfAContractInALongFolder_StillNamesLineAndColumn()
    {
        using var folder = new TempFolder();
        var deep = Path.Combine([folder["deep"], .. Enumerable.Repeat(new string('d', 100), 4)]);
        Directory.CreateDirectory(deep);
        var file = Path.Combine(deep, new string('f', 200) + ".csv");
        await File.WriteAllTextAsync(file, "timestamp,A,B\n2024-01-01,10,\n2024-01-02,abc,\n");

        var (code, output, error) = await AnalyzeBench.Run("--prices", file, "--out", folder["out"], "--json");

        code.ShouldBe(2, error);
        var failures = JsonElement.Parse(output).GetProperty("failures");
        failures[0].GetProperty("message").GetString()!.ShouldContain("...:3: column 2 (A) 'abc' is no price");
        failures[1].GetProperty("message").GetString()!.ShouldContain("...:1: column 3 (B) has no price in 2 rows.");
    }

    [Fact]
    public async Task Rows_ThatAreWrong_AreSkippedAndCountedByOption()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["p.csv"], Good + "2024-01-02,1,1\n2024-01-01,1,1\n,1,1\n2024-01-03,1\n2024-01-03,11,20\n");

        var report = await AnalyzeBench.Report("--prices", folder["p.csv"], "--out", folder["out"], "--skip-bad-rows");

        report.GetProperty("rows").GetInt32().ShouldBe(3);
        report.GetProperty("skippedRows").ToString().ShouldBe("""{"duplicateTime":1,"fieldCount":1,"time":1,"unsorted":1}""");
    }

    [Fact]
    public async Task Columns_ThatAreWrong_AreSkippedAndNamedByOption()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["p.csv"], "timestamp,A,B,A,,C\n2024-01-01,10,20,30,40,\n2024-01-02,11,21,31,41,\n");

        var report = await AnalyzeBench.Report("--prices", folder["p.csv"], "--out", folder["out"], "--skip-bad-columns");

        report.GetProperty("contracts").GetInt32().ShouldBe(2);
        report.GetProperty("skippedColumns").GetArrayLength().ShouldBe(3);
        report.GetProperty("failed")[0].GetString().ShouldBe("C");
        report.GetProperty("failures")[0].GetProperty("code").GetString().ShouldBe("NO_PRICES");
        report.GetProperty("failures")[0].GetProperty("message").GetString()!.ShouldEndWith("p.csv:1: column 6 (C) has no price in 2 rows.");
    }

    [Fact]
    public async Task Gzip_CutOffOrDamaged_IsRefused()
    {
        using var folder = new TempFolder();
        var bytes = Zip(Good + string.Concat(Enumerable.Range(3, 25).Select(d => $"2024-01-{d:00},{d},{d}\n")));
        await File.WriteAllBytesAsync(folder["whole.csv.gz"], bytes);
        await File.WriteAllBytesAsync(folder["cut.csv.gz"], bytes[..^20]);
        bytes[bytes.Length / 2] ^= 0x55;
        await File.WriteAllBytesAsync(folder["damaged.csv.gz"], bytes);
        await File.WriteAllBytesAsync(folder["tiny.csv.gz"], [0x1F, 0x8B]);

        (await AnalyzeBench.Report("--prices", folder["whole.csv.gz"], "--out", folder["out"])).GetProperty("rows").GetInt32().ShouldBe(27);
        foreach (var file in new[] { "cut", "damaged", "tiny", "absent" })
        {
            var (code, output, error) = await AnalyzeBench.Run("--prices", folder[$"{file}.csv.gz"], "--out", folder["out2"], "--json");
            code.ShouldBe(2, $"{file}: {error}");
            output.ShouldBeEmpty();
            error.ShouldContain($"{file}.csv.gz");
        }
    }

    [Theory]
    [InlineData("--only A,Z", "has no column 'Z'")]
    [InlineData("--index Z", "has no column 'Z'")]
    [InlineData("--strategy nonsense", "strategy")]
    [InlineData("--strategy volume-breakout", "volumes")]
    [InlineData("--set speed=1", "speed")]
    [InlineData("--set buyAbove", "--set")]
    [InlineData("--set buyAbove=-1", "buyAbove")]
    [InlineData("--slices 0", "--slices")]
    [InlineData("--tag :x", "tags")]
    public async Task Wish_ThatDoesNotFit_EndsWithTwo(string options, string named)
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["p.csv"], Good);

        var (code, output, error) = await AnalyzeBench.Run(["--prices", folder["p.csv"], "--out", folder["out"], .. options.Split(' ')]);

        code.ShouldBe(2, error);
        output.ShouldBeEmpty();
        error.ShouldContain(named);
    }

    [Fact]
    public async Task Spellings_OfTimesAndNumbers_AreRead()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(
            folder["p.csv"],
            "\uFEFFTimestamp,\"A\",B\r\n2024-01-01 09:30:00,10, 20 \r\n2024-01-01T09:31:00.5Z,\"11\",NaN\r\n2024-01-01 10:32:00+01:00,1.1e1,21\r\n\r\n2024-01-02,12,0.000000125\r\n");

        var report = await AnalyzeBench.Report("--prices", folder["p.csv"], "--out", folder["out"]);

        report.GetProperty("rows").GetInt32().ShouldBe(4);
        report.GetProperty("prices").GetInt64().ShouldBe(7);
    }

    private static async Task<string> Unzip(string path)
    {
        await using var file = File.OpenRead(path);
        using var text = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        return await text.ReadToEndAsync();
    }

    private static byte[] Zip(string text)
    {
        using var target = new MemoryStream();
        using (var zip = new GZipStream(target, CompressionLevel.Optimal))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
        }

        return target.ToArray();
    }

    [Theory]
    [InlineData("prices.parquet", "prices.parquet: is Parquet, which is part of the cloud tier and not in this build. Build with Cloud=true")]
    [InlineData("https://account.blob.core.windows.net/prices/p.csv?sig=secret", "https://account.blob.core.windows.net/pr...: is an address of blob storage, which is part of the cloud tier")]
    public async Task Table_OfTheCloudTier_IsRefusedWithWhatToDo(string prices, string problem)
    {
        if (PriceTableSources.Problem("https://account.blob.core.windows.net/prices") is null)
        {
            // This build reads them.
            return;
        }

        using var folder = new TempFolder();

        var (code, output, error) = await AnalyzeBench.Run("--prices", prices, "--out", folder["out"], "--json");

        code.ShouldBe(2, error);
        output.ShouldBeEmpty();
        error.ShouldContain(problem);
        error.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Results_InAFormatOfTheCloudTier_AreRefusedBeforeAnythingIsWritten()
    {
        if (ResultTableFormats.Find().Problem(ResultFormat.Parquet) is null)
        {
            // This build writes them.
            return;
        }

        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["p.csv"], "timestamp,A\n2024-01-01,10\n");

        var (code, _, error) = await AnalyzeBench.Run("--prices", folder["p.csv"], "--out", folder["out"], "--format", "parquet");

        code.ShouldBe(2, error);
        error.ShouldContain("format: Parquet is part of the cloud tier and not in this build. Build with Cloud=true");
        Directory.Exists(folder["out"]).ShouldBeFalse();
    }

    [Fact]
    public void Folder_OfAHost_TakesNoAddresses() =>
        PriceTableSources.In("/tables").Problem("https://account.blob.core.windows.net/prices/p.csv")!.ShouldContain("Tables are named by their place in 'analysis.folder'");

    [Theory]
    [InlineData("tables", false)]
    [InlineData("https://account.blob.core.windows.net/prices/2024", true)]
    [InlineData("http://account.blob.core.windows.net/prices", true)]
    public void Place_OfTables_IsAFolderOrAContainer(string place, bool isWrong) => (PriceTableSources.Problem(place) is not null).ShouldBe(isWrong);
}
