using TradingFunctions.Domain;
using TradingFunctions.Domain.Strategies;
using TradingFunctions.Infra.Plugins;
using TradingFunctions.Pipeline.Strategies;
using TradingFunctions.PluginKit;

namespace TradingFunctions.Infra.Tests.Plugins;

public sealed class PluginIsolationTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("plugins-").FullName;
    private readonly string stop = $"TradingFunctions.Infra.Tests.{Guid.NewGuid():N}";

    public void Dispose()
    {
        AppContext.SetSwitch(stop, isEnabled: true);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Strategy_ThatThrows_IsAFaultWithItsWords()
    {
        var strategy = Make("thrower", "throw new InvalidOperationException(\"told you\")", TimeSpan.FromSeconds(20));

        var fault = Should.Throw<StrategyFaultException>(() => Evaluate(strategy));

        (fault.Kind, fault.Message).ShouldBe((FaultKind.Threw, "InvalidOperationException: told you"));
    }

    [Fact]
    public void Strategy_ThatSpins_IsLeftBehindAfterItsBudget_AndRefusesAtOnceFromThenOn()
    {
        var strategy = Make("spinner", Spin, TimeSpan.FromMilliseconds(200));

        Should.Throw<StrategyFaultException>(() => Evaluate(strategy)).Message.ShouldBe("spinner did not answer within 0.2 s.");

        var since = Environment.TickCount64;
        Should.Throw<StrategyFaultException>(() => Evaluate(strategy)).Kind.ShouldBe(FaultKind.Overran);
        (Environment.TickCount64 - since).ShouldBeLessThan(150);
    }

    [Fact]
    public async Task CallsBehindOneThatSpins_AreTold_AndOtherStrategiesGoOn()
    {
        var spinner = Make("spinner", Spin, TimeSpan.FromMilliseconds(300));
        var good = Make("good", "StrategySignal.Hold", TimeSpan.FromSeconds(20));

        var waiting = Enumerable.Range(0, 4).Select(_ => Task.Run(() => Should.Throw<StrategyFaultException>(() => Evaluate(spinner)))).ToArray();
        for (var i = 0; i < 1000; i++)
        {
            Evaluate(good).ShouldBe(StrategySignal.Hold);
        }

        (await Task.WhenAll(waiting)).ShouldAllBe(fault => fault.Kind == FaultKind.Overran);
    }

    [Theory]
    [InlineData("public Made() => throw new NotSupportedException(\"no\");", "NotSupportedException: no")]
    [InlineData("static Made() => throw new NotSupportedException(\"no\");", "TypeInitializationException")]
    public void Constructor_ThatThrows_IsAFault(string member, string reason)
    {
        var known = Known("made", "StrategySignal.Hold", member, TimeSpan.FromSeconds(20));

        Should.Throw<StrategyFaultException>(() => known.Create(null)).Message.ShouldContain(reason);
    }

    [Fact]
    public void Constructor_ThatSpins_IsAFault()
    {
        var known = Known("made", "StrategySignal.Hold", $"public Made() {{ while (!AppContext.TryGetSwitch(\"{stop}\", out _)) {{ }} }}", TimeSpan.FromMilliseconds(200));

        Should.Throw<StrategyFaultException>(() => known.Create(null)).Kind.ShouldBe(FaultKind.Overran);
    }

    [Fact]
    public void Strategy_AskedByManyThreads_AnswersEachItsOwn()
    {
        PluginCompiler.Compile(folder, "Acme.Dips", PluginSources.Dips);
        var strategy = PluginLoader.Load(folder, TimeSpan.FromSeconds(20)).Find(new StrategyId("dips"))!.Create(null).Strategy!;
        var (down, up) = (PluginLoaderTests.Bars(3, 2, 1), PluginLoaderTests.Bars(1, 2, 3));

        Parallel.For(0, 4000, i =>
            strategy.Evaluate(new StrategyInput(new Symbol("ACME"), (i % 2 == 0 ? down : up).WindowOf(3))).ShouldBe(i % 2 == 0 ? StrategySignal.Buy(0.7, "down") : StrategySignal.Hold));
    }

    private string Spin => $"new Func<StrategySignal>(() => {{ while (!AppContext.TryGetSwitch(\"{stop}\", out _)) {{ }} return StrategySignal.Hold; }})()";

    private ITradingStrategy Make(string name, string signal, TimeSpan budget) => Known(name, signal, string.Empty, budget).Create(null).Strategy!;

    private KnownStrategy Known(string name, string signal, string member, TimeSpan budget)
    {
        var source = PluginLoaderTests.Strategy(name, signal).Replace("public int RequiredBars => 1;", $"{member} public int RequiredBars => 1;", StringComparison.Ordinal);
        PluginCompiler.Compile(folder, $"Acme.{name}", source);
        return PluginLoader.Load(folder, budget).Find(new StrategyId(name)).ShouldNotBeNull();
    }

    private static StrategySignal Evaluate(ITradingStrategy strategy) => strategy.Evaluate(new StrategyInput(new Symbol("ACME"), PluginLoaderTests.Bars(1).WindowOf(1)));
}
