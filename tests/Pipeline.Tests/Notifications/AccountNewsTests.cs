using TradingFunctions.Domain;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Notifications;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Telemetry;
using TradingFunctions.Pipeline.Tests.Trading;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.Pipeline.Trading.States;

namespace TradingFunctions.Pipeline.Tests.Notifications;

/// <summary>What people hear of an account, from commits of the real books over a broker that misbehaves.</summary>
public sealed class AccountNewsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TradeMetrics metrics = new();
    private readonly ToldChannel channel = new();
    private readonly TradingBench bench = new();

    public void Dispose() => metrics.Dispose();

    [Fact]
    public async Task Fills_AreToldWithWhatIsHeldAndWhatTheyEarned()
    {
        await using var host = await CreateSut();
        await host.Trades.Execute(bench.Request(bench.Signal("buy", quantity: 10m), wait: Patience), default);
        bench.Broker.FillPrice = _ => 103m;
        bench.Market.Set(TradingBench.Aapl, 103);
        await host.Trades.Execute(bench.Request(bench.Signal("sell", SignalAction.Sell, quantity: 4m), wait: Patience), default);

        var fills = (await Told()).Where(told => told.Key == "portfolio").ToArray();

        fills.Select(told => told.Title).ShouldBe(["Bought 10 AAPL at 100.00", "Sold 4 AAPL at 103.00"]);
        fills[1].Text.ShouldStartWith("Held now: 6. Realised +12.00.");
        fills.ShouldAllBe(told => told.Severity == Severity.Info);
    }

    [Fact]
    public async Task Fills_WhenPortfolioChangesAreNotToBeTold_AreNot()
    {
        await using var host = await CreateSut(tellsPortfolio: false);
        await host.Trades.Execute(bench.Request(bench.Signal("buy"), wait: Patience), default);

        (await Told()).ShouldBeEmpty();
    }

    [Fact]
    public async Task State_TightenedIsCritical_LoosenedIsAWarning_AndBothSayWhoAndWhy()
    {
        await using var host = await CreateSut();
        await host.Control.Change(new StateWish(TradingState.Halted, "odd prices", "ann", Version: null, Flatten: false), default);
        await host.Control.Change(new StateWish(TradingState.Active, "prices are right", "ben", 1, Flatten: false), default);

        var told = await Told();

        told.Select(news => (news.Severity, news.Title)).ShouldBe([(Severity.Critical, "Trading is halted"), (Severity.Warning, "Trading is active")]);
        told[0].Text.ShouldBe("odd prices. It was active; changed by ann.");
        told[1].Text.ShouldContain("ben");
    }

    [Fact]
    public async Task Order_RefusedByTheBroker_IsCriticalAndToldOnce()
    {
        await using var host = await CreateSut();
        bench.Broker.Misbehave = _ => SubmitStatus.Rejected;
        await host.Trades.Execute(bench.Request(bench.Signal("refused")), default);
        await host.Sweeper.SweepOnce(default);

        var told = (await Told()).ShouldHaveSingleItem();

        told.Severity.ShouldBe(Severity.Critical);
        told.Key.ShouldBe("execution:Rejected");
        told.Text.ShouldContain("said Rejected");
    }

    [Fact]
    public async Task Order_WithoutAnAnswer_IsCritical_AndSoIsItsEndAsLost()
    {
        await using var host = await CreateSut();
        bench.Broker.Traits = bench.Broker.Traits with { AbsenceIsConclusive = false };
        bench.Broker.Misbehave = _ => SubmitStatus.Unresolved;
        bench.Broker.TakesUnresolved = false;
        await host.Trades.Execute(bench.Request(bench.Signal("silent")), default);
        await host.Sweeper.SweepOnce(default);
        bench.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.Sweeper.SweepOnce(default);

        var told = await Told();

        told.ShouldAllBe(news => news.Severity == Severity.Critical);
        told.Select(news => news.Key).ShouldBe(["execution:Unresolved", "execution:Lost"]);
    }

    [Fact]
    public async Task Books_SetRightFromTheBroker_AreCritical_ButNotWhatANewAccountBeginsWith()
    {
        bench.Broker.TradeByHand(TradingBench.Msft, 5m, 200m);
        await using var host = await CreateSut();
        (await Told()).ShouldBeEmpty();

        bench.Broker.TradeByHand(TradingBench.Aapl, 7m, 100m);
        await host.Reconciler.Run(default);

        var told = await Told();
        told.ShouldNotBeEmpty();
        told.ShouldAllBe(news => news.Severity == Severity.Critical && news.Key == "broker-differs");
        told.ShouldContain(news => news.Text.Contains("AAPL +7 shares", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Strategy_SwitchedOff_IsAWarning_SwitchedOnIsNoNews()
    {
        var sut = new AccountNews(Center(), tellsPortfolio: true);
        var state = AccountState.Empty(new AccountId("main"));
        LogEntry Switch(long number, bool isOn) => new(number, TradingBench.Start, Strategy: new StrategySwitch(new StrategyId("momentum"), isOn, "it threw three times"));

        sut.Committed(new AccountCommit(state, state, [], [Switch(1, isOn: false), Switch(2, isOn: true)]));

        var told = (await Told()).ShouldHaveSingleItem();
        told.Severity.ShouldBe(Severity.Warning);
        told.Title.ShouldContain("momentum");
        told.Text.ShouldStartWith("it threw three times.");
    }

    /// <summary>A host whose commits are watched, reconciled and ready to trade.</summary>
    private Task<TestKit.Trading.TradingHost> CreateSut(bool tellsPortfolio = true)
    {
        bench.Observer = new AccountNews(Center(), tellsPortfolio);
        return bench.Ready();
    }

    private NotificationCenter center = null!;

    private NotificationCenter Center() => center = ToldChannel.Center(metrics, channel);

    private async Task<Notification[]> Told()
    {
        await center.TellOnce(CancellationToken.None);
        return channel.Told;
    }
}
