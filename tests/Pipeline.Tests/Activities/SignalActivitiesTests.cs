using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Activities;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Strategies;
using TradingFunctions.Pipeline.Tests.Trading;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Activities;

public sealed class SignalActivitiesTests
{
    private static readonly StrategyId Momentum = new("momentum");

    private readonly TradingBench bench = new();

    [Fact]
    public async Task Generated_SignalOfAStrategy_IsTheSameForTheSameBars()
    {
        bench.Market.Set(Rising(TradingBench.Aapl));
        await using var host = await bench.Ready();

        var first = await Generator(host).Run(new StrategyRequest(TradingBench.Aapl, Momentum), default);
        var again = await Generator(host).Run(new StrategyRequest(TradingBench.Aapl, Momentum), default);

        (first.Signal.Action, first.Signal.Symbol, first.Signal.Strategy, first.Signal.TimestampUtc).ShouldBe((SignalAction.Buy, TradingBench.Aapl, Momentum, TradingBench.Start));
        first.Signal.Id.ShouldBe(new SignalId("momentum_AAPL_20240306T150000"));
        first.Signal.Confidence.ShouldBeInRange(0, 1);
        first.Reason.ShouldNotBeNullOrWhiteSpace();
        again.ShouldBeEquivalentTo(first);
    }

    [Theory]
    [InlineData("astrology", "AAPL", "UNKNOWN_STRATEGY", "momentum")]
    [InlineData("momentum", "GONE", "UNKNOWN_SYMBOL", "GONE")]
    public async Task Generated_SignalOfWhatIsNotThere_FailsAndSaysWhatIs(string strategy, string symbol, string code, string named)
    {
        await using var host = await bench.Ready();

        var failure = await Should.ThrowAsync<ActivityFailureException>(
            () => Generator(host).Run(new StrategyRequest(new Symbol(symbol), new StrategyId(strategy)), default));

        (failure.Code, failure.Retriable).ShouldBe((code, false));
        failure.Message.ShouldContain(named);
    }

    [Fact]
    public async Task Evaluated_Draft_IsASignal_OrEverythingThatIsWrongWithIt()
    {
        var draft = new SignalDraft("s1", "AAPL", "buy", Confidence: 0.5, StrategyId: "mine", Timestamp: "2024-03-06T14:59:59Z");
        var sut = new EvaluateSignal(bench.Market, bench.Clock);

        var good = await sut.Run(draft, default);
        var bad = await sut.Run(draft with { Action = "hope", Confidence = 1.5, StopLoss = -1m }, default);

        good.Errors.ShouldBeEmpty();
        (good.Signal!.Id.Value, good.Signal.Action).ShouldBe(("s1", SignalAction.Buy));
        bad.Signal.ShouldBeNull();
        bad.Errors.Select(error => error.Field).ShouldBe(["action", "confidence", "stopLoss"], ignoreOrder: true);
    }

    [Fact]
    public async Task Evaluated_StopOnTheWrongSideOfThePrice_IsAnError()
    {
        var draft = new SignalDraft("s1", "AAPL", "BUY", StopLoss: 101m, Confidence: 0.5, StrategyId: "mine", Timestamp: "2024-03-06T14:59:59Z");

        (await new EvaluateSignal(bench.Market, bench.Clock).Run(draft, default)).Errors.ShouldContain(error => error.Field == "stopLoss");
    }

    [Fact]
    public async Task Assessed_Signal_IsToldWhatItsExecutionIsTold_AndNothingIsSentOrReserved()
    {
        await using var host = await bench.Ready();
        var signal = bench.Signal("s1");

        var preview = await Preview(host).Run(signal, default);

        bench.Broker.Submitted.ShouldBeEmpty();
        host.Book.State.Live.ShouldBeEmpty();
        (await host.Trades.FindSignal(signal.Id, default)).ShouldBeNull();
        var executed = await host.Trades.Execute(bench.Request(signal), default);
        preview.Checks.ShouldBe(executed.Checks);
        (preview.Denials, preview.Quantity).ShouldBe((null, executed.Quantity));
    }

    [Fact]
    public async Task Assessed_SignalThatALimitForbids_IsToldEveryReasonOfItsExecution()
    {
        bench.Rules = new TradingRules { Limits = new RiskLimits { RestrictedSymbols = [TradingBench.Aapl] } };
        await using var host = await bench.Ready();
        var signal = bench.Signal("s1");

        var preview = await Preview(host).Run(signal, default);

        var executed = await host.Trades.Execute(bench.Request(signal), default);
        preview.Status.ShouldBe(TradeStatus.Denied);
        preview.Denials.ShouldBe(executed.Denials);
        preview.Denials!.ShouldContain(denial => denial.Code == ReasonCode.Restricted);
    }

    [Fact]
    public async Task Assessed_EntryShortlyBeforeTheClose_IsRefusedAsItsExecutionIs()
    {
        bench.Options = options => options with { IsClosingTime = static (_, _) => true };
        await using var host = await bench.Ready();
        var signal = bench.Signal("s1");

        var preview = await Preview(host).Run(signal, default);

        var executed = await host.Trades.Execute(bench.Request(signal), default);
        (preview.Status, executed.Status).ShouldBe((TradeStatus.Denied, TradeStatus.Denied));
        preview.Denials.ShouldBe(executed.Denials);
    }

    [Fact]
    public async Task Status_OfThePortfolio_IsWhatItsBooksAreWorthNow()
    {
        await using var host = await bench.Ready();
        await host.Trades.Execute(bench.Request(bench.Signal("s1"), wait: TimeSpan.FromSeconds(2)), default);
        bench.Market.Set(TradingBench.Aapl, 103);

        var status = await new PortfolioStatus(host.Queries).Run(new AccountId("main"), default);

        (status.Unrealized, status.MarketValue).ShouldBe((new Money(30m), new Money(1_030m)));
        status.Equity.ShouldBe(status.StartEquity + status.Realized + status.Unrealized - status.Fees);
    }

    private GenerateSignal Generator(TradingHost host)
    {
        var strategies = new StrategyBook(StrategyCatalog.BuiltIn, PipelineSettings.Default, bench.Clock);
        return new GenerateSignal(bench.Market, host.Book, strategies, new StrategyFaults(strategies, bench.Store, host.Notifier, NullLogger<StrategyFaults>.Instance));
    }

    private AssessRisk Preview(TradingHost host) => new(new RiskPreview(host.Book, host.Sender, host.Market, host.Rules, host.Options, bench.Clock));

    /// <summary>A hundred minutes that rise, the last one ending at the start of the bench.</summary>
    private static BarSeries Rising(Symbol symbol)
    {
        var series = new BarSeries(symbol);
        for (var i = 1; i <= 100; i++)
        {
            var end = TradingBench.Start.AddMinutes(i - 100);
            var price = 100 * Math.Pow(1.01, i);
            series.Append(new Bar(end.AddMinutes(-1), end, price, price, price, price, 1_000));
        }

        return series;
    }
}
