using TradingFunctions.Domain;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Tests.Trading;

/// <summary>The share of the average daily volume, on a source of minute bars as every live one is.</summary>
public sealed class VolumeShareTests
{
    private readonly TradingBench bench = new() { Rules = new TradingRules { Limits = new RiskLimits { MaxVolumeShare = 0.01m } } };

    [Fact]
    public async Task Execute_WithinTheShare_Trades()
    {
        bench.Market.DailyVolume = 1000;
        await using var host = await bench.Ready();

        (await host.Trades.Execute(bench.Request(bench.Signal("ten"), wait: TimeSpan.FromSeconds(2)), default)).Status.ShouldBe(TradeStatus.Executed);
    }

    [Fact]
    public async Task Execute_BeyondTheShare_IsCutToIt()
    {
        bench.Market.DailyVolume = 999;
        await using var host = await bench.Ready();

        var answer = await host.Trades.Execute(bench.Request(bench.Signal("ten")), default);

        answer.Quantity.ShouldBe(new Quantity(9m));
        answer.CutBy.ShouldBe([ReasonCode.AdvShare]);
    }

    [Theory]
    [InlineData(19, 0, "the volume of 19 sessions of AAPL is known, 20 are needed")]
    [InlineData(25, 1, "the newest session of AAPL whose volume is known is 2024-03-04")]
    [InlineData(0, 0, "the volume of 0 sessions of AAPL is known, 20 are needed")]
    public async Task Execute_OnTooFewOrTooOldSessions_DeniesAndSaysSo(int sessions, int lag, string detail)
    {
        (bench.Market.DailyVolume, bench.Market.HistorySessions, bench.Market.HistoryLag) = (1e6, sessions, lag);
        await using var host = await bench.Ready();

        var denial = (await host.Trades.Execute(bench.Request(bench.Signal("ten")), default)).Denials!.ShouldHaveSingleItem();

        (denial.Code, denial.Input, denial.Limit, denial.Value, denial.Detail).ShouldBe((ReasonCode.MissingInput, "averageDailyVolumeShare", 0.01m, null, detail));
    }

    [Fact]
    public async Task Look_AgainInTheSameSession_DoesNotAskAgain()
    {
        bench.Market.DailyVolume = 1000;
        await using var host = await bench.Ready();
        var reader = host.Market;

        for (var i = 0; i < 3; i++)
            (await reader.Look(TradingBench.Aapl, host.Book.State, bench.Clock.NowUtc, isEntry: true, default)).Volume!.Value.Usable.ShouldBe(1000m);

        bench.Market.HistoryCalls.ShouldBe(1);
        bench.Clock.Advance(TimeSpan.FromDays(1));
        (await reader.Look(TradingBench.Aapl, host.Book.State, bench.Clock.NowUtc, isEntry: true, default)).Volume!.Value.Newest.ShouldBe(new DateOnly(2024, 3, 6));
        bench.Market.HistoryCalls.ShouldBe(2);
    }

    [Fact]
    public async Task Look_WithAVolumeThatIsOfNoUse_AsksAgainAfterAPause()
    {
        (bench.Market.DailyVolume, bench.Market.HistorySessions) = (1000, 5);
        await using var host = await bench.Ready();
        var reader = host.Market;

        foreach (var (seconds, calls) in new[] { (0, 1), (59, 1), (1, 2) })
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(seconds));
            (await reader.Look(TradingBench.Aapl, host.Book.State, bench.Clock.NowUtc, isEntry: true, default)).Volume!.Value.Usable.ShouldBeNull();
            bench.Market.HistoryCalls.ShouldBe(calls);
        }
    }

    [Fact]
    public async Task Look_WithoutTheLimit_AsksForNoHistory()
    {
        bench.Rules = new TradingRules();
        await using var host = await bench.Ready();

        (await host.Market.Look(TradingBench.Aapl, host.Book.State, bench.Clock.NowUtc, isEntry: true, default)).Volume.ShouldBeNull();
        bench.Market.HistoryCalls.ShouldBe(0);
    }
}
