using System.Text.Json.Nodes;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Strategies;
using TradingFunctions.Infra.Plugins;
using TradingFunctions.Pipeline.Strategies;
using TradingFunctions.PluginKit;

namespace TradingFunctions.Infra.Tests.Plugins;

public sealed class PluginLoaderTests : IDisposable
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);

    private readonly string folder = Directory.CreateTempSubdirectory("plugins-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Folder_WithAStrategy_IsTakenIntoAContextOfItsOwnWithTheHostsContract()
    {
        var file = PluginCompiler.Compile(folder, "Acme.Dips", PluginSources.Dips);

        var known = Load().Find(new StrategyId("dips")).ShouldNotBeNull();

        (known.Assembly, known.Definition.ClassName).ShouldBe((file, "Acme.Dips"));
        known.Definition.Parameters.ToSchema()["properties"]!["ups"]!["maximum"]!.GetValue<double>().ShouldBe(10);
        known.Create(new JsonObject { ["ups"] = 11 }).Errors.ShouldHaveSingleItem().Message.ShouldBe("Must be a whole number from 1 to 10, is 11.");
        AppDomain.CurrentDomain.GetAssemblies().Where(one => one.GetName().Name == "Acme.Dips").ShouldAllBe(one => System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(one) is PluginContext);
        Load().FindClass("Acme.Dips, Acme.Dips").ShouldNotBeNull();
        Load().FindClass("Acme.Dips, Other").ShouldBeNull();
    }

    [Fact]
    public void Strategy_OfAPlugin_SignalsAsItWouldInline()
    {
        PluginCompiler.Compile(folder, "Acme.Dips", PluginSources.Dips);
        var strategy = Load().Find(new StrategyId("dips"))!.Create(null).Strategy!;

        StrategySeries.Run(strategy, Bars(10, 11, 10, 9, 12)).Select(signal => signal.Action.ToString()).ShouldBe(["Hold", "Hold", "Buy", "Buy", "Hold"]);
        strategy.RequiredBars.ShouldBe(3);
    }

    [Fact]
    public void Subfolder_WithAnAssemblyThatThePluginNeeds_IsLoadedWithIt()
    {
        var own = Path.Combine(folder, "Acme.Needy");
        var helper = PluginCompiler.Compile(own, "Acme.Helper", "namespace Acme; public static class Helper { public static double Half(double value) => value / 2; }");
        PluginCompiler.Compile(own, "Acme.Needy", Strategy("needy", "StrategySignal.Buy(Helper.Half(1), \"half\")"), helper);

        var catalog = Load();

        catalog.Refused.ShouldBeEmpty();
        StrategySeries.Run(catalog.Find(new StrategyId("needy"))!.Create(null).Strategy!, Bars(1)).ShouldHaveSingleItem().Confidence.ShouldBe(0.5);
    }

    [Fact]
    public void Assembly_WithoutAStrategy_IsRefused_AndTheRestIsTaken()
    {
        PluginCompiler.Compile(folder, "Acme.Dips", PluginSources.Dips);
        PluginCompiler.Compile(folder, "Acme.Nothing", "namespace Acme; public sealed class Nothing;");
        File.WriteAllText(Path.Combine(folder, "Text.dll"), "no assembly");

        var catalog = Load();

        catalog.Find(new StrategyId("dips")).ShouldNotBeNull();
        Reasons(catalog).ShouldBe(["Acme.Nothing.dll: It has no strategy: no public class that implements ITradingStrategy.", "Text.dll: It is no .NET assembly."]);
    }

    [Theory]
    [InlineData("[Strategy(\"old\", contract: 0)]", "old was built against version 0 of the strategy contract, and this host has version 1: build it against this host.")]
    [InlineData("[Strategy(\"momentum\")]", "Its name momentum is taken by a built-in strategy.")]
    [InlineData("[Strategy(\"bad name\")]", "The name of Acme.Made may hold only letters, digits, '.', '_' and '-'.")]
    [InlineData("", "Acme.Made has no name: put [Strategy(\"name\")] on it.")]
    public void Class_ThatCannotBeTaken_IsRefusedWithTheReason(string attribute, string reason)
    {
        PluginCompiler.Compile(folder, "Acme.Made", Strategy("x", "StrategySignal.Hold").Replace("[Strategy(\"x\")]", attribute, StringComparison.Ordinal));

        Load().Refused.ShouldHaveSingleItem().Reason.ShouldBe(reason);
    }

    [Fact]
    public void Class_ThatOnlyClaimsToBeAStrategy_IsRefused()
    {
        PluginCompiler.Compile(folder, "Acme.Claim", "namespace Acme; [Strategy(\"claim\")] public sealed class Claim;");

        Load().Refused.ShouldHaveSingleItem().Reason.ShouldContain("Acme.Claim is no strategy");
    }

    [Fact]
    public void TwoStrategies_OfOneName_LeaveTheFirst()
    {
        PluginCompiler.Compile(folder, "Acme.A", Strategy("twin", "StrategySignal.Hold"));
        PluginCompiler.Compile(folder, "Acme.B", Strategy("twin", "StrategySignal.Hold"));

        var catalog = Load();

        Path.GetFileName(catalog.Find(new StrategyId("twin"))!.Assembly).ShouldBe("Acme.A.dll");
        var refused = catalog.Refused.ShouldHaveSingleItem();
        (Path.GetFileName(refused.Assembly), refused.Class).ShouldBe(("Acme.B.dll", "Acme.Made"));
        refused.Reason.ShouldContain("Its name twin is taken by Acme.Made of");
    }

    [Fact]
    public void Assembly_BuiltAgainstAContractWithOtherTypes_IsRefused()
    {
        var old = Path.Combine(folder, "old");
        var contract = PluginCompiler.Compile(old, "Old.Contract", "namespace Old; public interface IGone { int Bars { get; } }");
        PluginCompiler.Compile(folder, "Acme.Old", "namespace Acme; public sealed class Made : Old.IGone { public int Bars => 1; }", contract);
        Directory.Delete(old, recursive: true);

        Load().Refused.ShouldHaveSingleItem().Reason.ShouldContain("It does not fit this host, whose contract version is 1");
    }

    [Fact]
    public void Contract_CopiedBesideAPlugin_IsNotTakenForOne()
    {
        PluginCompiler.Compile(folder, "Acme.Dips", PluginSources.Dips);
        File.Copy(typeof(ITradingStrategy).Assembly.Location, Path.Combine(folder, "TradingFunctions.Domain.dll"));

        var catalog = Load();

        catalog.Refused.ShouldBeEmpty();
        StrategySeries.Run(catalog.Find(new StrategyId("dips"))!.Create(null).Strategy!, Bars(2, 1, 2)).Length.ShouldBe(3);
    }

    [Fact]
    public void Folder_ThatIsMissing_HasNoPlugins() => PluginLoader.Load(Path.Combine(folder, "missing"), Budget).All.Count.ShouldBe(BuiltInStrategies.All.Count);

    private StrategyCatalog Load() => PluginLoader.Load(folder, Budget);

    private static string[] Reasons(StrategyCatalog catalog) => [.. catalog.Refused.Select(refused => $"{Path.GetFileName(refused.Assembly)}: {refused.Reason}")];

    internal static string Strategy(string name, string signal) => $$"""
        namespace Acme;

        [Strategy("{{name}}")]
        public sealed class Made : ITradingStrategy
        {
            public int RequiredBars => 1;

            public StrategySignal Evaluate(in StrategyInput input) => {{signal}};
        }
        """;

    internal static BarSeries Bars(params double[] closes)
    {
        var bars = new BarSeries(new Symbol("ACME"));
        var start = new DateTime(2024, 3, 4, 15, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < closes.Length; i++)
        {
            bars.Append(new Bar(start.AddMinutes(i), start.AddMinutes(i + 1), closes[i], closes[i], closes[i], closes[i], 100));
        }

        return bars;
    }
}
