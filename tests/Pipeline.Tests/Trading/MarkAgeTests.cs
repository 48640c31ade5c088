using TradingFunctions.Domain;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Trading;

/// <summary>Equity, exposure and losses rest on prices of what is held: where one is old or missing nothing is entered, and everything may leave.</summary>
public sealed class MarkAgeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly TradingBench bench = new();

    [Fact]
    public async Task Execute_WithAnOldPriceOfWhatIsHeld_DeniesEntriesAndNamesIt()
    {
        await using var host = await Holding();
        bench.Market.Set(TradingBench.Msft, 200, age: TimeSpan.FromMinutes(20));

        var denial = await Denial(host, "late");

        (denial.Code, denial.Input, denial.Limit, denial.Value).ShouldBe((ReasonCode.StaleReference, "markAgeSeconds", 960m, 1200m));
        denial.Detail.ShouldBe("the price of MSFT, which is held, is too old");
    }

    [Fact]
    public async Task Execute_WithAPriceAsOldAsItMayBe_Enters()
    {
        await using var host = await Holding();
        bench.Market.Set(TradingBench.Msft, 200, age: TimeSpan.FromMinutes(16));

        (await host.Trades.Execute(bench.Request(bench.Signal("edge"), wait: Patience), default)).Status.ShouldBe(TradeStatus.Executed);
    }

    [Fact]
    public async Task Execute_WithoutAPriceOfWhatIsHeld_DeniesEntriesAndNamesIt()
    {
        await using var host = await Holding();
        bench.Market.Remove(TradingBench.Msft);

        var denial = await Denial(host, "blind");

        (denial.Code, denial.Input, denial.Value).ShouldBe((ReasonCode.MissingInput, "markAgeSeconds", null));
        denial.Detail.ShouldBe("there is no price of MSFT, which is held");
    }

    /// <summary>The fill that opened it a moment ago is a price.</summary>
    [Fact]
    public async Task Execute_WithoutAPriceOfWhatWasJustBought_Enters()
    {
        await using var host = await Holding(since: TimeSpan.FromMinutes(15));
        bench.Market.Remove(TradingBench.Msft);

        (await host.Trades.Execute(bench.Request(bench.Signal("next"), wait: Patience), default)).Status.ShouldBe(TradeStatus.Executed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Execute_WithAnOldOrMissingPrice_LetsExitsPass(bool missing)
    {
        await using var host = await Holding();
        bench.Market.Set(TradingBench.Msft, 200, age: TimeSpan.FromHours(2));
        if (missing)
            bench.Market.IsDown = true;

        (await host.Trades.Execute(bench.Request(bench.Signal("out", SignalAction.Sell, TradingBench.Msft), wait: Patience), default)).Status.ShouldBe(TradeStatus.Executed);
    }

    /// <summary>A source that went silent leaves the last prices known, and these grow old.</summary>
    [Fact]
    public async Task Look_AtASourceThatIsDown_GivesTheAgeOfWhatWasLastSeen()
    {
        await using var host = await Holding();
        var reader = host.Market;
        await reader.Look(TradingBench.Aapl, host.Book.State, bench.Clock.NowUtc, isEntry: true, default);
        bench.Market.IsDown = true;
        bench.Clock.Advance(TimeSpan.FromMinutes(40));

        var view = await reader.Look(TradingBench.Aapl, host.Book.State, bench.Clock.NowUtc, isEntry: true, default);

        view.Marks[TradingBench.Msft].ShouldBe(new Price(200m));
        view.MarkAges[TradingBench.Msft].ShouldBe(TimeSpan.FromMinutes(40));
    }

    private async Task<Denial> Denial(TradingHost host, string id)
    {
        var answer = await host.Trades.Execute(bench.Request(bench.Signal(id)), default);
        answer.Status.ShouldBe(TradeStatus.Denied);
        return answer.Denials.ShouldNotBeNull().ShouldHaveSingleItem();
    }

    /// <summary>A host that has held Microsoft for a time.</summary>
    private async Task<TradingHost> Holding(TimeSpan? since = null)
    {
        var host = await bench.Ready();
        (await host.Trades.Execute(bench.Request(bench.Signal("held", symbol: TradingBench.Msft), wait: Patience), default)).Status.ShouldBe(TradeStatus.Executed);
        bench.Clock.Advance(since ?? TimeSpan.FromHours(1));
        return host;
    }
}
