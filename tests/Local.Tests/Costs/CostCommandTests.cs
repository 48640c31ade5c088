using System.Text.Json.Nodes;
using TradingFunctions.Local.Cli;
using TradingFunctions.Local.Tests.Replay;

namespace TradingFunctions.Local.Tests.Costs;

/// <summary>The command, on small days.</summary>
public sealed class CostCommandTests : IDisposable
{
    private const int MinutesOfASession = 390;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Cost_OfIdleAndAFewSymbols_CountsWhatTheDayDid()
    {
        var report = JsonNode.Parse((await Run("cost", "--symbols", "0,2", "--json")).Output)!;

        var (idle, few) = (report["bills"]![0]!, report["bills"]![1]!);
        idle["day"]!["turns"]!.GetValue<long>().ShouldBe(0);
        Total(idle).ShouldBeGreaterThan(0);
        Total(few).ShouldBeGreaterThan(Total(idle));
        var day = few["day"]!;
        day["sessions"]!.GetValue<int>().ShouldBe(1);
        // A check a minute of each symbol, and at least a plan, a chunk and an end of every minute's ingestion.
        day["activities"]!.GetValue<long>().ShouldBeGreaterThan((2 * (MinutesOfASession - 20)) + (3 * MinutesOfASession));
        day["received"]!.GetValue<long>().ShouldBeGreaterThan(day["activities"]!.GetValue<long>());
        day["historyEvents"]!.GetValue<long>().ShouldBeGreaterThan(day["received"]!.GetValue<long>() + (2 * day["turns"]!.GetValue<long>()));
        day["store"]!["reads"]!.GetValue<long>().ShouldBeGreaterThan(0);
        day["store"]!["requestUnits"]!.GetValue<decimal>().ShouldBeGreaterThan(day["store"]!["reads"]!.GetValue<long>());
        day["marketData"]!.GetValue<long>().ShouldBeGreaterThan(MinutesOfASession);
        few["lines"]!.AsArray().Sum(line => line!["cost"]?.GetValue<decimal>() ?? 0).ShouldBe(Total(few));
    }

    [Fact]
    public async Task Cost_OnAFileOfBars_CountsItsSessions()
    {
        var bars = MadeUpBars.Write(folder, MadeUpBars.Rows(symbols: 2, sessions: 2));

        var report = JsonNode.Parse((await Run("cost", "--bars", bars, "--json")).Output)!;

        report["market"]!.GetValue<string>().ShouldBe(bars);
        var bill = report["bills"]!.AsArray().ShouldHaveSingleItem()!;
        (bill["day"]!["symbols"]!.GetValue<int>(), bill["day"]!["sessions"]!.GetValue<int>()).ShouldBe((2, 2));
    }

    [Fact]
    public async Task Cost_WithAPriceListOfOnesOwn_ChargesByIt()
    {
        var list = JsonNode.Parse((await Run("cost", "--print-prices")).Output)!;
        list["prices"]!["scheduler.actions"]!["price"] = 100;
        await File.WriteAllTextAsync(folder["prices.json"], list.ToJsonString());

        var (code, output, _) = await Run("cost", "--symbols", "0", "--backend", "Scheduler", "--prices", folder["prices.json"]);

        code.ShouldBe(ExitCodes.Ok);
        output.ShouldContain("Durable Task Scheduler");
        output.ShouldNotContain("no price");
    }

    [Fact]
    public async Task Cost_WithPricesThatAreNotConfirmed_MarksTheirLines_UntilAListConfirmsThem()
    {
        var list = JsonNode.Parse((await Run("cost", "--print-prices")).Output)!;
        foreach (var price in list["prices"]!.AsObject())
        {
            price.Value!["confirmed"] = true;
        }

        await File.WriteAllTextAsync(folder["prices.json"], list.ToJsonString());

        var builtIn = (await Run("cost", "--symbols", "0", "--backend", "Scheduler")).Output;
        var own = (await Run("cost", "--symbols", "0", "--prices", folder["prices.json"])).Output;

        Line(builtIn, "Durable Task Scheduler").ShouldContain("not confirmed");
        Line(builtIn, "always ready instances").ShouldNotContain("not confirmed");
        own.ShouldNotContain("onfirmed");

        static string Line(string output, string of) => output.Split('\n').First(line => line.Contains(of, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cost --symbols -1")]
    [InlineData("cost --symbols 2001")]
    [InlineData("cost --symbols many")]
    [InlineData("cost --connections -1")]
    [InlineData("cost --backend Netherite")]
    [InlineData("cost --bars x.csv --symbols 5")]
    [InlineData("cost --from 2024-03-04")]
    [InlineData("cost --bars /no/such/file.csv")]
    [InlineData("cost --prices /no/such/prices.json --symbols 0")]
    public async Task BadInput_EndsWithTwoAndOneLine(string command)
    {
        var (code, output, error) = await Run(command.Split(' '));

        code.ShouldBe(ExitCodes.Usage);
        output.ShouldBeEmpty();
        error.ShouldNotBeEmpty();
        error.ShouldNotContain("   at ");
    }

    private static decimal Total(JsonNode bill) => bill["total"]!.GetValue<decimal>();

    private static async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.Run(arguments, new CliConsole(output, error, TextReader.Null), CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }
}
