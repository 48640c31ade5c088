using System.Text.Json.Nodes;
using TradingFunctions.Domain.Market;
using TradingFunctions.Hosting;
using TradingFunctions.Local.Cli;
using TradingFunctions.Local.Tests.Serve;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Local.Tests.Cli;

[Collection(HostCollection.Name)]
public sealed class CommandLineTests(SharedHost shared)
{
    public static TheoryData<string> Commands =>
    [
        "", "serve", "replay", "signal", "signal send", "signal list", "signal show", "scans", "scans list", "scans show", "market", "market quality", "planner", "planner status", "planner questions", "monitors", "monitors list", "monitors show", "monitors start", "monitors replace", "monitors stop", "orders", "orders list", "orders show",
        "orders cancel", "portfolio", "instances", "instances list", "instances show", "instances terminate", "instances purge", "queue", "queue poison", "queue poison list", "queue poison resend",
        "workers", "config", "config show", "config diff", "doctor", "books", "books rebuild", "books export", "books split", "summary", "audit", "audit verify", "audit anchors", "rebalance", "rebalance propose", "rebalance list", "rebalance show",
        "rebalance approve", "rebalance reject", "analyze", "analyze sample", "analyze list", "analyze show", "strategies", "strategies list", "strategies show", "strategies set", "strategies enable", "strategies disable", "strategies check", "sweep", "runs", "runs list", "runs show", "runs compare", "runs send", "models", "models list", "models show", "models train", "models promote", "models rollback", "cost", "notify", "notify test",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_OfEveryCommand_HasExamples(string command)
    {
        var (code, output, error) = await Run([.. Words(command), "--help"]);

        code.ShouldBe(ExitCodes.Ok);
        output.ShouldContain("Examples:");
        error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("serve --port x")]
    [InlineData("serve --port 70000")]
    [InlineData("serve --speed 0")]
    [InlineData("serve --market moon")]
    [InlineData("--port x")]
    [InlineData("serve --broker alpaca --speed 60")]
    [InlineData("serve --broker alpaca-paper --speed 60")]
    [InlineData("serve --broker alpaca-live --speed 60")]
    [InlineData("serve --broker alpaca-paper --market simulated")]
    [InlineData("serve --market alpaca")]
    [InlineData("replay")]
    [InlineData("replay --bars x.csv --from yesterday")]
    [InlineData("replay --bars x.csv --from 2020-01-02 --to 2020-01-01")]
    [InlineData("replay --bars x.csv --monitors some")]
    [InlineData("replay --bars x.csv --symbols A$")]
    [InlineData("replay --bars /no/such/file.csv")]
    [InlineData("replay --bars x.csv --strategy a$b")]
    [InlineData("replay --bars x.csv --set a=1")]
    [InlineData("replay --bars x.csv --strategy momentum --set a")]
    [InlineData("strategies check")]
    [InlineData("strategies check momentum --bars /no/such/file.csv")]
    [InlineData("strategies set momentum")]
    [InlineData("signal send")]
    [InlineData("signal send --symbol AAPL")]
    [InlineData("signal send --file /no/such/file.json")]
    [InlineData("orders list --limit 0")]
    [InlineData("scans list --limit 0")]
    [InlineData("scans show latest --state /no/such/directory")]
    [InlineData("planner questions --limit 5000")]
    [InlineData("orders list --url nonsense")]
    [InlineData("orders show")]
    [InlineData("orders")]
    [InlineData("serve --config /no/such/file.yaml")]
    public async Task Command_UsedWrongly_EndsWithTwoAndASentence(string command)
    {
        var (code, output, error) = await Run(Words(command));

        code.ShouldBe(ExitCodes.Usage, error);
        output.ShouldBeEmpty();
        error.Trim().ShouldNotBeEmpty();
        error.ShouldNotContain("   at ");
    }

    /// <summary>What a build without the package says; one with it misses the keys, or the confirmation.</summary>
    [Theory]
    [InlineData("alpaca-paper")]
    [InlineData("alpaca-live")]
    public async Task Serve_WithABrokerThatIsNotThere_SaysWhatToDo(string broker)
    {
        var (code, _, error) = await Run(["serve", "--broker", broker, "--speed", "60"]);

        code.ShouldBe(ExitCodes.Usage, error);
        if (BrokerConnectors.Find(BrokerKind.AlpacaPaper) is null)
        {
            error.ShouldContain("Cloud=true");
            error.ShouldContain("ALPACA_API_KEY and ALPACA_SECRET_KEY");
        }
    }

    [Theory]
    [InlineData("", 80)]
    [InlineData("--symbols AAA", 40)]
    [InlineData("--symbols aaa,BBB --monitors all", 80)]
    public async Task Replay_OfASmallFile_PrintsItsReport(string options, int bars)
    {
        var file = Path.GetTempFileName();
        var days = Enumerable.Range(0, 100).Select(i => new DateOnly(2013, 1, 2).AddDays(i)).Where(d => ExchangeCalendar.SessionOn(d) is not null).Take(40).ToArray();
        var rows = days.SelectMany((d, i) => new[] { "AAA", "BBB" }.Select(s => $"{s},{d:yyyy-MM-dd},{50 + i},{52 + i},{49 + i},{51 + i},1000000")).Order();
        await File.WriteAllLinesAsync(file, rows.Prepend("symbol,date,open,high,low,close,volume"));

        var (code, output, error) = await Run([.. Words($"replay --bars {file} --json {options}")]);

        File.Delete(file);
        code.ShouldBe(ExitCodes.Ok, error);
        JsonNode.Parse(output)!["barsRead"]!.GetValue<long>().ShouldBe(bars);
    }

    [Fact]
    public async Task ClientCommand_WithoutHost_SaysSo()
    {
        var (code, output, error) = await Run("orders", "list", "--url", "http://127.0.0.1:1", "--json");

        code.ShouldBe(ExitCodes.Failure);
        output.ShouldBeEmpty();
        error.ShouldContain("No host answers at http://127.0.0.1:1");
    }

    [Fact]
    public async Task ClientCommand_WithWrongKey_SaysSo()
    {
        var (code, _, error) = await Run("orders", "list", "--url", Url, "--key", "wrong");

        code.ShouldBe(ExitCodes.Usage);
        error.ShouldContain("refused the key");
    }

    [Theory]
    [InlineData("orders list")]
    [InlineData("orders list --status filled --symbol AAPL")]
    [InlineData("monitors list")]
    [InlineData("portfolio")]
    [InlineData("instances list --orchestration MarketScan")]
    [InlineData("queue poison list")]
    [InlineData("workers")]
    [InlineData("config show")]
    [InlineData("config diff")]
    [InlineData("signal list")]
    [InlineData("signal send --symbol AAPL --action hold")]
    [InlineData("signal send --symbol AAPL --action hold --queue")]
    public async Task ClientCommand_WithJson_PrintsOneJsonObjectAndNothingElse(string command)
    {
        var (code, output, error) = await Run([.. Words(command), "--json", "--url", Url, "--data", shared.Host.Data]);

        code.ShouldBe(ExitCodes.Ok, error);
        JsonNode.Parse(output)!.AsObject().Count.ShouldBeGreaterThan(0);
        error.ShouldBeEmpty();

        var (plain, table, _) = await Run([.. Words(command), "--url", Url, "--data", shared.Host.Data]);
        plain.ShouldBe(ExitCodes.Ok);
        table.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task SignalSend_WithBadSymbol_EndsWithTwoAndNamesTheField()
    {
        var (code, output, error) = await Run("signal", "send", "--symbol", "NOSUCH", "--action", "buy", "--url", Url, "--data", shared.Host.Data);

        code.ShouldBe(ExitCodes.Usage);
        output.ShouldBeEmpty();
        error.ShouldContain("symbol");
    }

    [Fact]
    public async Task Doctor_OnAnEmptyDirectory_FindsNothingWrong()
    {
        var (code, output, _) = await Run("doctor", "--data", Path.Combine(Path.GetTempPath(), $"none-{Guid.NewGuid():N}"), "--port", "0", "--json");

        code.ShouldBe(ExitCodes.Ok, output);
        JsonNode.Parse(output)!["checks"]!.AsArray().ShouldAllBe(c => c!["status"]!.GetValue<string>() == "ok");
    }

    /// <summary>In a build with the broker's client the keys are missed first.</summary>
    [Fact]
    public async Task Doctor_OfABrokerThatIsNotInThisBuildOrHasNoKeys_FailsAndSaysWhatToDo()
    {
        var config = Path.Combine(Path.GetTempPath(), $"doctor-{Guid.NewGuid():N}.yaml");
        await File.WriteAllTextAsync(config, "environment: Paper\nmarket:\n  kind: Alpaca\nbroker:\n  kind: AlpacaPaper\n  keyId: KEY\n  secret: hush-hush\n  address: http://127.0.0.1:1\n");

        var (code, output, _) = await Run("doctor", "--config", config, "--data", Path.Combine(Path.GetTempPath(), $"none-{Guid.NewGuid():N}"), "--port", "0", "--json");

        File.Delete(config);
        code.ShouldBe(ExitCodes.Failure, output);
        var broker = JsonNode.Parse(output)!["checks"]!.AsArray().Single(check => (string?)check!["name"] == "broker")!;
        ((string?)broker["status"]).ShouldBe("fail");
        ((string?)broker["advice"]).ShouldNotBeNullOrEmpty();
        output.ShouldNotContain("hush-hush");
    }

    [Fact]
    public async Task Doctor_WhereAHostRuns_SaysSo()
    {
        var (code, output, _) = await Run("doctor", "--data", shared.Host.Data, "--port", new Uri(Url).Port.ToString());

        code.ShouldBe(ExitCodes.Ok, output);
        output.ShouldContain("trading host answers");
    }

    [Fact]
    public async Task Doctor_OnADamagedStore_EndsWithOne()
    {
        var folder = Directory.CreateTempSubdirectory("damaged");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "store.db"), new string('x', 8192));

        var (code, output, _) = await Run("doctor", "--data", folder.FullName, "--port", "0", "--json");

        folder.Delete(recursive: true);
        code.ShouldBe(ExitCodes.Failure);
        output.ShouldContain("store.db");
    }

    private string Url => shared.Host.Http.BaseAddress!.ToString();

    private static string[] Words(string command) => command.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.Run(arguments, new CliConsole(output, error, TextReader.Null), CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }
}
