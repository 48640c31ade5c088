using System.Text;
using TradingFunctions.Cloud.Tests.Analysis;
using TradingFunctions.Hosting;
using TradingFunctions.Infra.Blobs;
using TradingFunctions.Infra.Files.Tables;
using TradingFunctions.Infra.Parquet;
using TradingFunctions.Local.Analysis;
using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Analysis.Tables;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit;

namespace TradingFunctions.Cloud.Tests.Blobs;

/// <summary>Price tables from blob storage, over the package's client and HTTP.</summary>
public sealed class BlobTablesTests : IAsyncLifetime
{
    static readonly IPriceTableFormat[] Formats = [new CsvPriceTables(), new ParquetPriceTables()];

    readonly TempFolder _folder = new();
    BlobStub _stub = null!;

    public async Task InitializeAsync() => _stub = await BlobStub.Start();

    public async Task DisposeAsync()
    {
        await _stub.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("prices.csv")]
    [InlineData("prices.parquet")]
    public async Task Analysis_OfABlob_IsThatOfTheFile(string name)
    {
        var csv = AnalysisBench.Write(_folder);
        await ParquetFile.OfCsv(csv, _folder["prices.parquet"], 100);
        _stub.Put("prices", $"2024/{name}", await File.ReadAllBytesAsync(_folder[name]));
        var address = _stub.Address("prices", $"2024/{name}");

        var expected = await AnalysisBench.Report("--prices", csv, "--out", _folder["csv"]);
        var report = await AnalysisRunner.Run(
            new AnalyzeOptions { Wish = Wish(address), OutputDirectory = _folder["out"] }, progress: null, CancellationToken.None, tables: new PriceTables(new BlobAddresses(address => BlobStub.Open(address)), Formats));

        (report.Buys, report.Sells, report.Holds, report.Good).ShouldBe(
            (expected.GetProperty("buys").GetInt64(), expected.GetProperty("sells").GetInt64(), expected.GetProperty("holds").GetInt64(), expected.GetProperty("good").GetInt64()));
        AnalysisBench.Results(_folder["out"]).ShouldBe(AnalysisBench.Results(_folder["csv"]));
        report.Name.ShouldBe($"momentum on {name}");
        report.Failures.ShouldHaveSingleItem().Message.ShouldStartWith($"{name}:");
    }

    [Fact]
    public async Task Open_OfABlobThatHasChanged_ReadsTheNewOne_AndOtherwiseNothing()
    {
        var tables = Tables();
        var source = new PriceTableSource("p.csv", new TableRules());
        Put("p.csv", "timestamp,A\n2024-01-01,10\n");

        var first = await tables.Open(source, CancellationToken.None);
        var requests = _stub.Requests;
        var same = await tables.Open(source, CancellationToken.None);
        var asked = _stub.Requests - requests;
        Put("p.csv", "timestamp,A\n2024-01-01,10\n2024-01-02,11\n");
        var second = await tables.Open(source, CancellationToken.None);

        same.ShouldBeSameAs(first);
        asked.ShouldBe(1);
        (first.Rows, second.Rows).ShouldBe((1, 2));
        second.Digest.ShouldNotBe(first.Digest);
    }

    [Fact]
    public async Task Open_OfABlobThatIsReplacedInBetween_DoesNotMixThem()
    {
        Put("p.csv", "timestamp,A\n2024-01-01,10\n");
        _stub.Before = request =>
        {
            if (request.Method == "GET")
                Put("p.csv", "timestamp,A\n2024-01-01,20\n");
        };

        (await Should.ThrowAsync<IOException>(async () => await Tables().Open(new PriceTableSource("p.csv", new TableRules()), CancellationToken.None))).Message.ShouldContain("ConditionNotMet");
    }

    [Fact]
    public async Task Open_AfterAnOutage_ReadsTheTable()
    {
        var tables = Tables();
        var source = new PriceTableSource("p.csv", new TableRules());
        Put("p.csv", "timestamp,A\n2024-01-01,10\n");
        _stub.Fault = (503, "ServerBusy");
        (await Should.ThrowAsync<IOException>(async () => await tables.Open(source, CancellationToken.None))).Message.ShouldContain("/prices/p.csv: cannot be read now: ServerBusy");

        _stub.Fault = null;
        _stub.Before = request => _stub.Fault = request.Method == "GET" ? (500, "InternalError") : null;
        (await Should.ThrowAsync<IOException>(async () => await tables.Open(source, CancellationToken.None))).Message.ShouldContain("InternalError");

        _stub.Before = _ => _stub.Fault = null;
        (await tables.Open(source, CancellationToken.None)).Rows.ShouldBe(1);
    }

    [Fact]
    public async Task Open_OfATable_LeavesNoFileBehind()
    {
        Put("p.csv", "timestamp,A\n2024-01-01,10\n");
        var file = await new BlobTables(_stub.Container("prices")).Find("p.csv", CancellationToken.None);

        var stream = (FileStream)await file.Open(CancellationToken.None);
        var path = stream.Name;
        File.Exists(path).ShouldBeTrue();
        await stream.DisposeAsync();

        File.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public async Task Find_OfWhatIsNotThere_NamesIt()
    {
        (await Should.ThrowAsync<PriceTableException>(() => Tables().Find("absent.csv", CancellationToken.None))).Message.ShouldContain("/prices/absent.csv: does not exist");
        Tables().Problem("absent.csv").ShouldBe("There is no price table 'absent.csv'.");
        Put("p.csv", "");
        Tables().Problem("p.csv").ShouldBeNull();
        _stub.Fault = (403, "AuthorizationPermissionMismatch");
        Tables().Problem("p.csv").ShouldBeNull();
        (await Should.ThrowAsync<IOException>(() => Tables().Find("p.csv", CancellationToken.None))).Message.ShouldContain("AuthorizationPermissionMismatch");
    }

    [Theory]
    [InlineData("../archive/p.csv")]
    [InlineData("2024/../../archive/p.csv")]
    [InlineData("/p.csv")]
    [InlineData("./p.csv")]
    [InlineData("a\\..\\p.csv")]
    [InlineData("")]
    [InlineData("p\n.csv")]
    [InlineData("https://elsewhere.example/prices/p.csv")]
    public async Task Find_OfWhatIsNoName_AsksNobody(string name)
    {
        (await Should.ThrowAsync<PriceTableException>(() => Tables().Find(name, CancellationToken.None))).Message.ShouldContain("is no name of a blob");
        Tables().Problem(name)!.ShouldContain("is no name of a blob");
        _stub.Requests.ShouldBe(0);
    }

    [Theory]
    [InlineData("https://account.blob.core.windows.net/prices/p.csv?sv=2025&sig=secret", "sign in")]
    [InlineData("https://account.blob.core.windows.net/prices", "names no blob")]
    [InlineData("https://account.blob.core.windows.net/", "names no container")]
    [InlineData("http://account.blob.core.windows.net/prices/p.csv", "must begin with https")]
    [InlineData("http://127.0.0.1:1/account/prices/p.csv", "not a container of the emulator")]
    public async Task Analyze_OfAnAddressThatIsNone_SaysWhyWithoutItsSecret(string address, string problem)
    {
        var (code, _, error) = await AnalysisBench.Run("--prices", address, "--out", _folder["out"]);

        code.ShouldBe(2, error);
        error.ShouldContain(problem);
        error.ShouldNotContain("secret");
        PriceTableSources.Any().Problem(address)!.ShouldContain(problem);
    }

    PriceTables Tables() => new(new BlobTables(_stub.Container("prices")), Formats);

    void Put(string name, string text) => _stub.Put("prices", name, Encoding.UTF8.GetBytes(text));

    static AnalysisWish Wish(string path) => new(
        new PriceTableSource(path, new TableRules()), Name: null, Tags: [], Contracts: null, Only: null, Index: null, Slices: 1, Strategy: null, Parameters: [], Raw: false, Signals: false, Concurrency: 4);
}
