using TradingFunctions.Domain;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Brokers;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.Pipeline.Trading.States;
using TradingFunctions.Pipeline.Trading.Watching;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Trading.Watching;

/// <summary>What moves the trading state without a person.</summary>
public sealed class TradingWatchTests
{
    private readonly TradingBench bench = new() { Rules = new TradingRules { Limits = new RiskLimits { MaxSymbolShare = null, MaxPortfolioRisk = null, MaxDailyLoss = 0.03m, MaxDrawdown = 0.1m } } };

    [Fact]
    public async Task Look_NothingWrong_ChangesNothing()
    {
        await using var host = await bench.Ready();

        await host.Watch.LookOnce(default);

        host.Watch.Latest.ShouldBeEmpty();
        host.Book.State.Ledger.ShouldSatisfyAllConditions(ledger => ledger.State.ShouldBe(TradingState.Active), ledger => ledger.StateVersion.ShouldBe(0));
    }

    [Theory]
    [InlineData(97.1, TradingState.Active)]
    [InlineData(97.0, TradingState.Reducing)]
    public async Task DailyLoss_AtItsLimit_Reduces(double price, TradingState expected)
    {
        await using var host = await Holding(1000m);

        bench.Market.Set(TradingBench.Aapl, price);
        await host.Watch.LookOnce(default);

        host.Book.State.Ledger.State.ShouldBe(expected);
    }

    [Fact]
    public async Task DailyLoss_CountsFromTheLastCloseAndNotFromTheStart()
    {
        await using var host = await Holding(1000m);
        bench.Market.Set(TradingBench.Aapl, 96);
        await host.Book.Ask<NothingToSay>(new MarkDay(new DayMark(new DateOnly(2024, 3, 5), new Money(-4_000m))), default);

        await host.Watch.LookOnce(default);
        host.Watch.Latest.ShouldBeEmpty();
        // 3 % of 96,000 dollars.
        Price(93.1);
        await host.Watch.LookOnce(default);

        host.Watch.Latest.ShouldHaveSingleItem().Kind.ShouldBe(WatchKind.DailyLoss);
    }

    [Fact]
    public async Task DailyLoss_MoneyTakenOut_IsNoLoss()
    {
        await using var host = await Holding(500m);
        await host.Book.Ask<AdoptReply>(new AdoptAccount(host.Book.State.Ledger.Cash - new Money(40_000m), [], "withdrawal", bench.Clock.NowUtc), default);

        await host.Watch.LookOnce(default);

        host.Watch.Latest.ShouldBeEmpty();
    }

    [Fact]
    public async Task Drawdown_AtItsLimit_ReducesAndTellsPeople()
    {
        bench.Rules = bench.Rules with { Limits = bench.Rules.Limits with { MaxDailyLoss = null } };
        await using var host = await Holding(1000m);
        Price(120);
        await host.Watch.LookOnce(default);
        host.Book.State.Ledger.PeakEquity.ShouldBe(new Money(120_000m));

        Price(108);
        await host.Watch.LookOnce(default);

        host.Book.State.Ledger.StateReason.ShouldBe("drawdown: 10.00 % of equity, risk.maxDrawdown is 10.00 %");
        host.Notifier.Told.ShouldHaveSingleItem().Severity.ShouldBe(Severity.Critical);
        (await host.Trades.Execute(bench.Request(bench.Signal("s2", symbol: TradingBench.Msft)), default)).Denials!.Select(denial => denial.Code).ShouldContain(ReasonCode.ReduceOnly);
        (await host.Trades.ClosePosition(TradingBench.Aapl, "close", default)).Status.ShouldNotBe(TradeStatus.Denied);
    }

    [Fact]
    public async Task Loss_ToBeFlattened_ClosesEverythingThenHalts()
    {
        bench.Watch = new WatchOptions { DailyLoss = WatchAction.Flatten };
        await using var host = await Holding(1000m);
        bench.Market.Set(TradingBench.Aapl, 90);

        await host.Watch.LookOnce(default);
        host.Book.State.Ledger.ShouldSatisfyAllConditions(ledger => ledger.State.ShouldBe(TradingState.Reducing), ledger => ledger.LastChange!.Flatten.ShouldBeTrue());
        await host.Pump.PumpOnce(default);
        await host.Control.Enforce(default);

        host.Book.State.Ledger.State.ShouldBe(TradingState.Halted);
        host.Book.State.Book(TradingBench.Aapl).Position.IsFlat.ShouldBeTrue();
    }

    [Theory]
    [InlineData(EndpointClass.Orders)]
    [InlineData(EndpointClass.Cancels)]
    [InlineData(EndpointClass.Reads)]
    [InlineData(EndpointClass.Account)]
    public async Task Breaker_Open_ReducesAndHalfOpenDoesNot(EndpointClass endpoint)
    {
        await using var host = await bench.Ready();
        host.Health.Set(endpoint, BreakerState.HalfOpen);
        await host.Watch.LookOnce(default);
        host.Book.State.Ledger.State.ShouldBe(TradingState.Active);

        host.Health.Set(endpoint, BreakerState.Open);
        await host.Watch.LookOnce(default);

        host.Book.State.Ledger.State.ShouldBe(TradingState.Reducing);
        host.Book.State.Ledger.StateReason!.ShouldContain($"the circuit to the broker's {endpoint.ToString().ToLowerInvariant()} is open");
    }

    [Fact]
    public async Task Executions_StrategyWentOffByItself_ReducesOnce()
    {
        bench.Rules = bench.Rules with { Limits = bench.Rules.Limits with { MaxStrategyExecutions = 2, DuplicateWindow = null } };
        await using var host = await bench.Ready();
        await host.Trades.Execute(bench.Request(bench.Signal("s1")), default);
        await host.Watch.LookOnce(default);
        host.Book.State.Ledger.State.ShouldBe(TradingState.Active);
        await host.Trades.Execute(bench.Request(bench.Signal("s2")), default);

        await host.Watch.LookOnce(default);
        host.Book.State.Ledger.StateReason.ShouldBe("repeated executions: strategy test went off after 2 executions");

        // A person has seen it: the strategy stays off, and the others trade.
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.Control.Change(new StateWish(TradingState.Active, "only that one", "ann", 1, Flatten: false), default);
        await host.Watch.LookOnce(default);
        host.Book.State.Ledger.State.ShouldBe(TradingState.Active);
    }

    [Fact]
    public async Task Executions_StrategySwitchedOffByAPerson_IsNoFinding()
    {
        await using var host = await bench.Ready();
        await host.Book.Ask<NothingToSay>(new SwitchStrategy(new StrategyId("test"), IsOn: false, "not today", bench.Clock.NowUtc), default);

        await host.Watch.LookOnce(default);

        host.Watch.Latest.ShouldBeEmpty();
    }

    [Fact]
    public async Task Books_ThatContradictThemselves_Halt()
    {
        await using var host = await Holding(10m);
        // What no command can do: a hand in the database.
        await bench.Tamper(ledger => ledger with { Cash = ledger.Cash + new Money(1m) });
        await host.Book.Open(default);

        await host.Watch.LookOnce(default);

        host.Book.State.Ledger.State.ShouldBe(TradingState.Halted);
        host.Book.State.Ledger.StateReason!.ShouldStartWith("the books contradict themselves: cash and cost of positions are ");
    }

    [Fact]
    public async Task Broker_WhoseAccountNeverStandsStill_Reduces()
    {
        bench.Broker.Traits = new BrokerTraits("remote", AbsenceIsConclusive: false, HasEventJournal: false);
        await using var host = await bench.Ready();
        bench.Broker.CashMoves = new Money(1m);

        (await host.Reconciler.Run(default)).Status.ShouldBe(ReconciliationStatus.Disagreement);
        await host.Watch.LookOnce(default);

        host.Book.State.Ledger.State.ShouldBe(TradingState.Reducing);
        host.Book.State.Ledger.StateReason!.ShouldStartWith("books and broker disagree: ");
        bench.Broker.CashMoves = Money.Zero;
        (await host.Reconciler.Run(default)).Passed.ShouldBeTrue();
        await host.Watch.LookOnce(default);
        host.Watch.Latest.ShouldBeEmpty();
    }

    [Theory]
    [Trait("Suffered", "11")]
    [InlineData(179, TradingState.Active)]
    [InlineData(181, TradingState.Reducing)]
    public async Task Market_SilentInAnOpenSession_Reduces(int seconds, TradingState expected)
    {
        await using var host = await bench.Ready();
        await host.Watch.LookOnce(default);
        bench.Clock.Advance(TimeSpan.FromSeconds(seconds));
        bench.Market.Set(TradingBench.Aapl, 100, age: TimeSpan.FromSeconds(seconds));
        bench.Market.Set(TradingBench.Msft, 200, age: TimeSpan.FromSeconds(seconds));

        await host.Watch.LookOnce(default);

        host.Book.State.Ledger.State.ShouldBe(expected);
    }

    [Fact]
    public async Task Market_ThatDoesNotAnswer_IsAsSilentAsOneWithoutPrices()
    {
        await using var host = await bench.Ready();
        await host.Watch.LookOnce(default);
        bench.Market.IsDown = true;
        bench.Clock.Advance(TimeSpan.FromMinutes(4));

        await host.Watch.LookOnce(default);

        host.Watch.Latest.ShouldHaveSingleItem().Kind.ShouldBe(WatchKind.StaleMarket);
    }

    [Theory]
    [InlineData("2024-03-06T14:31:00Z")] // one minute after the open
    [InlineData("2024-03-06T22:00:00Z")] // after the close
    [InlineData("2024-03-09T15:00:00Z")] // a Saturday
    public async Task Market_WithYesterdaysPrices_IsNotSilentBeforeASessionHasLasted(string now)
    {
        bench.Clock.Advance(DateTime.Parse(now, System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime() - bench.Clock.NowUtc);
        bench.Market.Set(TradingBench.Aapl, 100, age: TimeSpan.FromHours(20));
        bench.Market.Set(TradingBench.Msft, 200, age: TimeSpan.FromHours(20));
        await using var host = await bench.Ready();

        await host.Watch.LookOnce(default);

        host.Watch.Latest.ShouldBeEmpty();
    }

    [Fact]
    public async Task Look_WatchSwitchedOff_FindsAndDoesNothing()
    {
        bench.Watch = new WatchOptions { DailyLoss = WatchAction.None, Drawdown = WatchAction.None };
        await using var host = await Holding(1000m);
        bench.Market.Set(TradingBench.Aapl, 50);

        await host.Watch.LookOnce(default);

        host.Watch.Latest.Count.ShouldBe(2);
        host.Book.State.Ledger.State.ShouldBe(TradingState.Active);
    }

    [Fact]
    public async Task Resume_WhileTheCauseLasts_IsTightenedAgain()
    {
        await using var host = await Holding(1000m);
        bench.Market.Set(TradingBench.Aapl, 96);
        await host.Watch.LookOnce(default);
        await host.Control.Change(new StateWish(TradingState.Active, "go on", "ann", 1, Flatten: false), default);

        await host.Watch.LookOnce(default);

        host.Book.State.Ledger.ShouldSatisfyAllConditions(ledger => ledger.State.ShouldBe(TradingState.Reducing), ledger => ledger.StateVersion.ShouldBe(3));
    }

    [Fact]
    public async Task Look_WhilePersonHasHalted_DoesNotLoosen()
    {
        await using var host = await Holding(1000m);
        await host.Control.Change(new StateWish(TradingState.Halted, "stop", "ann", Version: null, Flatten: false), default);
        bench.Market.Set(TradingBench.Aapl, 90);

        await host.Watch.LookOnce(default);

        host.Book.State.Ledger.ShouldSatisfyAllConditions(ledger => ledger.State.ShouldBe(TradingState.Halted), ledger => ledger.LastChange!.By.ShouldBe("ann"));
    }

    /// <summary>The next price, a moment later.</summary>
    private void Price(double price)
    {
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        bench.Market.Set(TradingBench.Aapl, price);
        bench.Market.Set(TradingBench.Msft, 200);
    }

    /// <summary>A host that holds AAPL bought at 100.</summary>
    private async Task<TradingHost> Holding(decimal shares)
    {
        bench.Rules = bench.Rules with { Limits = bench.Rules.Limits with { MaxOrderNotional = null, MinCashShare = null, MaxGrossExposure = null } };
        var host = await bench.Ready();
        (await host.Trades.Execute(bench.Request(bench.Signal("hold", quantity: shares)), default)).Status.ShouldNotBe(TradeStatus.Denied);
        await host.Pump.PumpOnce(default);
        host.Book.State.Book(TradingBench.Aapl).Position.SignedQuantity.ShouldBe(shares);
        return host;
    }
}
