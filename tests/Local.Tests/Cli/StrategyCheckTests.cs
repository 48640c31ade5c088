using System.Text.Json.Nodes;
using TradingFunctions.Domain.Strategies;
using TradingFunctions.Local.Cli;
using TradingFunctions.Local.Tests.Replay;
using TradingFunctions.PluginKit;

namespace TradingFunctions.Local.Tests.Cli;

public sealed class StrategyCheckTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly string bars;

    public StrategyCheckTests() => bars = MadeUpBars.Write(folder, MadeUpBars.Rows(symbols: 2, sessions: 2));

    public static TheoryData<string> BuiltIn => [.. BuiltInStrategies.All.Select(strategy => strategy.Id.Value)];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public async Task BuiltIn_Passes(string name)
    {
        var (code, output) = await Check(name, "--json");

        code.ShouldBe(ExitCodes.Ok);
        JsonNode.Parse(output)!["symbols"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Cheat_OfAnAssembly_IsCaught()
    {
        var cheat = PluginCompiler.Compile(folder["out"], "Acme.Cheat", PluginSources.Cheat);

        var (code, output) = await Check("--assembly", cheat, "--json");

        code.ShouldBe(ExitCodes.Failure);
        var report = JsonNode.Parse(output)!;
        report["passed"]!.GetValue<bool>().ShouldBeFalse();
        report["findings"]![0]!["problem"]!.GetValue<string>().ShouldStartWith("looks ahead");
    }

    [Fact]
    public async Task Assembly_ThatIsHonest_Passes_WithItsParameters()
    {
        var dips = PluginCompiler.Compile(folder["out"], "Acme.Dips", PluginSources.Dips);

        (await Check("--assembly", dips, "--set", "ups=3")).ShouldBe((ExitCodes.Ok, $"dips: passed on 1800 bars of 2 symbols.{Environment.NewLine}"));
        var (code, output) = await Check("--assembly", dips, "--set", "ups=30");
        (code, output.Contains("ups: Must be a whole number from 1 to 10, is 30.", StringComparison.Ordinal)).ShouldBe((ExitCodes.Usage, true));
    }

    [Theory]
    [InlineData("nobody", "There is no strategy nobody; there are momentum")]
    [InlineData("", "Name a strategy, or an assembly")]
    public async Task Strategy_ThatIsNotThere_IsNamed(string name, string message)
    {
        var (code, output) = await Check(name.Length == 0 ? [] : [name]);

        code.ShouldBe(ExitCodes.Usage);
        output.ShouldContain(message);
    }

    private async Task<(int Code, string Output)> Check(params string[] arguments)
    {
        var output = new StringWriter();
        var code = await CommandLine.Run(["strategies", "check", .. arguments, "--bars", bars, "--plugins", folder["plugins"]], new CliConsole(output, output, TextReader.Null), CancellationToken.None);
        return (code, output.ToString());
    }
}
