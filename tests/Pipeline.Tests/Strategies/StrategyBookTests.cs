using System.Text.Json.Nodes;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Domain.Strategies;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Strategies;

namespace TradingFunctions.Pipeline.Tests.Strategies;

public sealed class StrategyBookTests
{
    private static readonly DateTime Noon = new(2024, 3, 4, 17, 0, 0, DateTimeKind.Utc);
    private static readonly StrategyId Odd = new("odd");
    private static readonly Symbol Symbol = new("ACME");

    private static Func<StrategySignal> behaviour = () => StrategySignal.Buy(0.5, "fine");

    public StrategyBookTests() => behaviour = () => StrategySignal.Buy(0.5, "fine");

    [Fact]
    public void Strategy_ThatIsNotListed_DoesNotEnter_AndIsAskedAllTheSame()
    {
        var book = CreateSut();

        book.IsIdle.ShouldBeTrue();
        book.Enters(Odd, Noon).ShouldBeFalse();
        book.Enters(book.Planner, Noon).ShouldBeTrue();
        Read(book, Noon)!.Action.ShouldBe(SignalAction.Buy);
    }

    [Fact]
    public void Strategy_ThatThrows_IsOffFromTheNextInstant_SoThatTheOrderOfThreadsDoesNotMatter()
    {
        var book = CreateSut(new StrategyOptions { Id = Odd });
        behaviour = () => throw new InvalidOperationException("told\nyou");
        Read(book, Noon).ShouldBeNull();
        behaviour = () => StrategySignal.Buy(0.5, "fine");

        Read(book, Noon).ShouldNotBeNull();
        Read(book, Noon.AddTicks(1)).ShouldBeNull();
        (book.Enters(Odd, Noon), book.Enters(Odd, Noon.AddTicks(1)), book.LooksAfter(Odd, Noon.AddTicks(1))).ShouldBe((true, false, false));
        var fault = book.Unreported.ShouldHaveSingleItem();
        (fault.Kind, fault.AtUtc, fault.Symbol, fault.Message).ShouldBe((FaultKind.Threw, Noon, Symbol, "InvalidOperationException: told you"));
    }

    [Fact]
    public void Strategy_ThatOverran_IsOffAtOnce()
    {
        var book = CreateSut(new StrategyOptions { Id = Odd });
        behaviour = () => throw new StrategyFaultException(FaultKind.Overran, "late");
        Read(book, Noon).ShouldBeNull();
        behaviour = () => StrategySignal.Buy(0.5, "fine");

        Read(book, Noon).ShouldBeNull();
        (book.IsUnsure("odd.buy", Noon), book.IsUnsure("odd.buy", Noon.AddTicks(1)), book.IsUnsure("other.buy", Noon)).ShouldBe((true, false, false));
    }

    public static TheoryData<string, StrategySignal?> Rubbish => new()
    {
        { "nothing", null },
        { "confidence", StrategySignal.Buy(1.01, "sure") },
        { "no number", StrategySignal.Sell(double.NaN, "sure") },
        { "no reason", new StrategySignal(SignalAction.Buy, 0.5, null!) },
        { "no action", new StrategySignal((SignalAction)9, 0.5, "odd") },
    };

    [Theory]
    [MemberData(nameof(Rubbish))]
    public void Strategy_ThatGivesRubbish_IsAFault(string what, StrategySignal? signal)
    {
        var book = CreateSut(new StrategyOptions { Id = Odd });
        behaviour = () => signal!;

        Read(book, Noon).ShouldBeNull(what);

        book.FaultOf(Odd)!.Kind.ShouldBe(FaultKind.BadSignal);
    }

    [Fact]
    public void Reason_ThatIsLongOrSteersATerminal_IsCutAndCleaned()
    {
        behaviour = () => StrategySignal.Buy(0.5, "\u001b[31m" + new string('x', 300));

        Read(CreateSut(new StrategyOptions { Id = Odd }), Noon)!.Reason.ShouldBe(" [31m" + new string('x', 195));
    }

    [Fact]
    public void SecondLook_SeesWhatWasAliveThen_CountsNothingAndSwitchesNothingOff()
    {
        var book = CreateSut(new StrategyOptions { Id = Odd });
        behaviour = () => throw new InvalidOperationException();
        Read(book, Noon);
        var evaluations = book.Find(Odd)!.Statistics.Read().Evaluations;
        behaviour = () => StrategySignal.Buy(0.5, "fine");
        var again = book.SecondReaderFor(null!)!;

        again.Read(Odd, Symbol, Bars(), default, Noon.AddMinutes(-1)).ShouldNotBeNull();
        again.Read(Odd, Symbol, Bars(), default, Noon.AddMinutes(1)).ShouldBeNull();
        (again.Enters(Odd, Noon), again.Enters(Odd, Noon.AddMinutes(1))).ShouldBe((true, false));
        book.Find(Odd)!.Statistics.Read().Evaluations.ShouldBe(evaluations);
    }

    [Fact]
    public void Faults_OfTheStore_AreTakenOver_AndForgottenWhenTheStoreHasThemNoMore()
    {
        var book = CreateSut(new StrategyOptions { Id = Odd });
        book.Remember([new StrategyFault(Odd, FaultKind.Threw, Noon, Symbol, "earlier")], before: []);
        Read(book, Noon.AddMinutes(1)).ShouldBeNull();

        book.Remember([], book.Stored);

        Read(book, Noon.AddMinutes(1)).ShouldNotBeNull();
    }

    [Fact]
    public void Fault_ThatCameWhileTheStoreWasRead_IsNotForgotten()
    {
        var book = CreateSut(new StrategyOptions { Id = Odd });
        var before = book.Stored;
        behaviour = () => throw new InvalidOperationException();
        Read(book, Noon);
        book.Reported();

        book.Remember([], before);

        Read(book, Noon.AddMinutes(1)).ShouldBeNull();
    }

    [Fact]
    public void Selection_HoldsWhatIsEnabledOnTheSymbol_AndTheOpenerEvenWhenItIsOff()
    {
        var book = CreateSut(new StrategyOptions { Id = Odd, Enabled = false }, new StrategyOptions { Id = new("momentum"), AllowShort = true }, new StrategyOptions { Id = new("opening-range"), Symbols = [new Symbol("SPY")] });

        book.SelectionFor(Symbol, opener: null).Strategies.Select(one => (one.Id.Value, one.AllowShort)).ShouldBe([("momentum", true)]);
        book.SelectionFor(new Symbol("SPY"), opener: null).Strategies.Select(one => one.Id.Value).ShouldBe(["momentum", "opening-range"]);
        book.SelectionFor(Symbol, opener: Odd).Strategies.Select(one => one.Id.Value).ShouldBe(["momentum", "odd"]);
    }

    [Fact]
    public void Strategies_MoreThanAPlanHasRoomFor_CannotRun()
    {
        var book = CreateSut([.. Enumerable.Range(0, 7).Select(i => new StrategyOptions { Id = new($"m{i}"), Class = typeof(MomentumStrategy).FullName })]);

        book.Entries.Where(entry => entry.IsEnabled && entry.Strategy is not null).Count().ShouldBe(StrategyBook.MaxRunning);
        book.Find(new StrategyId("m6"))!.Problem.ShouldBe("At most 6 strategies run at a time.");
        book.HasRoomFor(Odd).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"fast":9,"slow":8}""", "fast: Must be below slow (8), is 9.")]
    [InlineData("""{"slow":"x"}""", "slow: Must be a whole number from 2 to 500")]
    public void Strategy_WithWrongParameters_CannotRunAndSaysWhy(string parameters, string reason)
    {
        var book = CreateSut(new StrategyOptions { Id = new("moving-average-crossover"), Parameters = JsonNode.Parse(parameters)!.AsObject() });

        book.IsIdle.ShouldBeTrue();
        book.Find(new StrategyId("moving-average-crossover"))!.Problem.ShouldStartWith(reason);
    }

    [Fact]
    public void Class_ThatThisHostDoesNotHave_IsNamed() =>
        CreateSut(new StrategyOptions { Id = new("x"), Class = "Acme.Gone" }).Find(new StrategyId("x"))!.Problem.ShouldBe("This host has no class Acme.Gone.");

    [Fact]
    public void Parameters_ThatDoNotChange_KeepTheInstanceAndItsCount()
    {
        var book = CreateSut(new StrategyOptions { Id = Odd });
        Read(book, Noon);
        var strategy = book.Find(Odd)!.Strategy;

        book.Apply([new StrategyOptions { Id = Odd, MaxPositionShare = 0.1m }]);

        book.Find(Odd)!.Strategy.ShouldBeSameAs(strategy);
        book.Find(Odd)!.Statistics.Read().Evaluations.ShouldBe(1);
    }

    [Fact]
    public void Times_AreCountedInBucketsThatBoundThem()
    {
        var statistics = new StrategyStatistics();
        for (var i = 0; i < 99; i++)
        {
            statistics.Add(TimeSpan.FromMicroseconds(3));
        }

        statistics.Add(TimeSpan.FromMilliseconds(5));

        var read = statistics.Read();
        (read.Evaluations, read.Max).ShouldBe((100, 5000));
        read.P50.ShouldBeInRange(3, 6);
        read.P99.ShouldBeInRange(3, 6);
        new StrategyStatistics().Read().ShouldBe(new EvaluationTimes(0, 0, 0, 0));
    }

    private static StrategyBook CreateSut(params StrategyOptions[] options)
    {
        var odd = StrategyDefinition.Of(typeof(OddStrategy));
        var catalog = new StrategyCatalog([new KnownStrategy(odd, odd.Create, "/plugins/Odd.dll")], []);
        return new StrategyBook(catalog, PipelineSettings.Default with { Strategies = options }, TimeProvider.System);
    }

    private static StrategySignal? Read(StrategyBook book, DateTime atUtc) => book.Read(Odd, Symbol, Bars(), default, atUtc);

    private static BarWindow Bars()
    {
        var bars = new BarSeries(Symbol);
        bars.Append(new Bar(Noon.AddMinutes(-1), Noon, 1, 1, 1, 1, 1));
        return bars.WindowOf(1);
    }

    [Strategy("odd")]
    public sealed class OddStrategy : ITradingStrategy
    {
        public int RequiredBars => 1;

        public StrategySignal Evaluate(in StrategyInput input) => behaviour();
    }
}
