using TradingFunctions.Domain;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Tests.Trading;

public sealed class TwoHostsTests
{
    [Fact]
    public async Task HundredSignals_TwoHostsOnOneStore_NeverPassALimitTogether()
    {
        var bench = new TradingBench { Rules = new TradingRules { Limits = new RiskLimits { MaxSymbolShare = null, MaxPortfolioRisk = null, DuplicateWindow = null } } };
        bench.Broker.FillPrice = _ => null;
        await using var first = await bench.Ready(owner: "host-1");
        await using var second = await bench.Ready(owner: "host-2");
        var hosts = new[] { first, second };

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            hosts[i % 2].Trades.Execute(bench.Request(bench.Signal($"s{i}", quantity: 90m, target: 100m)), default)));

        // 100,000 dollars buy 11 times 90 shares at 100, and a twelfth order cut to the 10 shares that are left.
        var working = answers.Where(answer => answer.Status == TradeStatus.Working).ToList();
        working.Sum(answer => answer.Quantity!.Value.Shares).ShouldBe(1000m);
        answers.Where(answer => answer.Status == TradeStatus.Denied).SelectMany(answer => answer.Denials!).ShouldContain(denial => denial.Code == ReasonCode.Capital);
        (working.Count + answers.Count(answer => answer.Status == TradeStatus.Denied)).ShouldBe(100);
        (await first.Book.Open(default)).Ledger.ReservedExposure.ShouldBe(new Money(100_000m));
        (await second.Book.Open(default)).Ledger.ReservedExposure.ShouldBe(new Money(100_000m));
    }

    [Fact]
    public async Task SameSignal_OnTwoHostsAtOnce_SendsOnceAndAnswersAlike()
    {
        var bench = new TradingBench();
        await using var first = await bench.Ready(owner: "host-1");
        await using var second = await bench.Ready(owner: "host-2");
        var request = bench.Request(bench.Signal("s1"));

        var answers = await Task.WhenAll(first.Trades.Execute(request, default), second.Trades.Execute(request, default));

        bench.Broker.Submitted.Count.ShouldBe(1);
        answers[1].OrderId.ShouldBe(answers[0].OrderId);
        answers[1].Status.ShouldBe(answers[0].Status);
    }

    [Fact]
    public async Task Pump_OnTwoHosts_BooksEveryFillOnce()
    {
        var bench = new TradingBench();
        await using var first = await bench.Ready(owner: "host-1");
        await using var second = await bench.Ready(owner: "host-2");
        for (var i = 0; i < 9; i++)
            await first.Trades.Execute(bench.Request(bench.Signal($"s{i}", quantity: i + 1)), default);

        await Task.WhenAll(first.Pump.PumpOnce(default), second.Pump.PumpOnce(default));

        (await second.Book.Open(default)).Book(TradingBench.Aapl).Position.SignedQuantity.ShouldBe(45m);
        (await first.Queries.Trades(after: null, 100, default)).Trades.Length.ShouldBe(9);
    }

    [Fact]
    public async Task Locks_OnTwoHosts_HaveOneHolderAndTokensPerSymbol()
    {
        var bench = new TradingBench();
        await using var first = await bench.Ready(owner: "host-1");
        await using var second = await bench.Ready(owner: "host-2");
        var life = TimeSpan.FromMinutes(5);

        var both = await Task.WhenAll(
            first.Book.AcquireLock(TradingBench.Aapl, "monitor-1", life, reason: null, default), second.Book.AcquireLock(TradingBench.Aapl, "monitor-2", life, reason: null, default));

        both.Count(answer => answer.Granted).ShouldBe(1);
        (await first.Book.AcquireLock(TradingBench.Msft, "monitor-3", life, reason: null, default)).Token.ShouldBe(1);

        var (holder, owner) = both[0].Granted ? (first, "monitor-1") : (second, "monitor-2");
        (await holder.Book.ReleaseLock(TradingBench.Aapl, owner, default)).ShouldBeTrue();
        (await second.Book.AcquireLock(TradingBench.Aapl, "monitor-4", life, reason: null, default)).Token.ShouldBe(2);
        var stale = await first.Trades.Execute(bench.Request(bench.Signal("s1"), token: 1), default);
        stale.Denials!.ShouldContain(denial => denial.Code == ReasonCode.Locked && denial.Limit == 2m && denial.Value == 1m);
        (await first.Trades.Execute(bench.Request(bench.Signal("s2"), token: 2), default)).Status.ShouldBe(TradeStatus.Working);
    }
}
