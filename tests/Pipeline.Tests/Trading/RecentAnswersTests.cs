using TradingFunctions.Domain;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Tests.Trading;

public sealed class RecentAnswersTests
{
    private static readonly DateTime Now = new(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 3)]
    [InlineData(RecentAnswers.Max, RecentAnswers.Max)]
    [InlineData((RecentAnswers.Max * 2) + 7, RecentAnswers.Max)]
    public void ToArray_OfSoManyAnswers_GivesTheNewestFirst(int added, int kept)
    {
        var sut = new RecentAnswers();
        for (var i = 1; i <= added; i++)
        {
            var signal = SignalOf($"s{i}");
            sut.Add(signal, new TradeAnswer(signal.Id, TradeStatus.Held, signal.Symbol, Now), "http");
        }

        sut.Count.ShouldBe(added);
        sut.ToArray().Select(answer => (answer.Number, answer.Signal.Id.Value)).ShouldBe(Enumerable.Range(0, kept).Select(i => ((long)added - i, $"s{added - i}")));
    }

    [Fact]
    public async Task Execute_OfASignal_IsToldOnceWithItsAnswer_AlsoWhereItWasRefused()
    {
        var bench = new TradingBench();
        await using var host = bench.Host();
        var request = bench.Request(bench.Signal("s1"));

        // Nothing is sent before the books were compared with the broker.
        await host.Trades.Execute(bench.Request(bench.Signal("s2")), default);
        (await host.Reconciler.Run(default)).Passed.ShouldBeTrue();
        await host.Trades.Execute(request, default);
        await host.Trades.Execute(request, default);
        await host.Trades.Execute(bench.Request(bench.Signal("s3", SignalAction.Hold)), default);

        var told = host.Answers.ToArray();
        told.Select(answer => answer.Signal.Id.Value).ShouldBe(["s3", "s1", "s2"]);
        told[0].Answer.Status.ShouldBe(TradeStatus.Held);
        told[2].Answer.Status.ShouldBe(TradeStatus.Denied);
        told[2].Answer.OrderId.ShouldBeNull();
        told[2].Answer.Denials.ShouldNotBeNull().ShouldNotBeEmpty();
        told[1].Answer.OrderId.ShouldNotBeNull();
    }

    private static TradingSignal SignalOf(string id) => new(
        new SignalId(id), new Symbol("KO"), SignalAction.Hold, Quantity: null, PriceTarget: null, StopLoss: null, TakeProfit: null, Confidence: 1, new StrategyId("tests"), Now, new Dictionary<string, string>());
}
