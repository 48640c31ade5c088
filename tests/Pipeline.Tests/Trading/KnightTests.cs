using TradingFunctions.Domain.Notifications;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Tests.Trading;

/// <summary>
/// Knight Capital, 1 August 2012: 212 parent orders became more than four million orders in 45 minutes; 97 warning mails went unread, and what watched
/// the risk was not tied to order entry.
/// </summary>
public sealed class KnightTests
{
    private const int Parents = 212;
    private const int Children = 5;
    private const int Limit = 50;

    private readonly TradingBench bench = new();

    [Fact]
    public async Task Strategy_ThatSendsItsOrdersOverAndOver_GoesOffAtTheLimitAndStaysOff()
    {
        bench.Rules = new TradingRules { Limits = new RiskLimits { MaxStrategyExecutions = Limit, DuplicateWindow = null } };
        await using var host = await bench.Ready();

        var answers = new List<TradeAnswer>();
        for (var child = 0; child < Parents * Children; child++)
            answers.Add(await host.Trades.Execute(bench.Request(bench.Signal($"p{child % Parents}-{child / Parents}", quantity: 1m)), default));

        bench.Broker.Submitted.Count.ShouldBe(Limit);
        answers.Skip(Limit).ShouldAllBe(answer => answer.Status == TradeStatus.Denied);
        var denial = answers[^1].Denials!.Single(denial => denial.Code == ReasonCode.StrategyHalted);
        (denial.Limit, denial.Value).ShouldBe((Limit, Limit));

        bench.Clock.Advance(TimeSpan.FromMinutes(45));
        (await host.Trades.Execute(bench.Request(bench.Signal("later")), default)).Denials!.ShouldContain(later => later.Code == ReasonCode.StrategyHalted);
        bench.Broker.Submitted.Count.ShouldBe(Limit);
    }

    /// <summary>No mail has to be read: what watches moves the state that order entry looks at.</summary>
    [Fact]
    public async Task Trading_AfterAStrategyRanAway_IsReducingForAll()
    {
        bench.Rules = new TradingRules { Limits = new RiskLimits { MaxStrategyExecutions = 2, DuplicateWindow = null } };
        await using var host = await bench.Ready();
        for (var child = 0; child < 2; child++)
            await host.Trades.Execute(bench.Request(bench.Signal($"c{child}", quantity: 1m)), default);

        await host.Watch.LookOnce(default);

        host.Book.State.Ledger.State.ShouldBe(TradingState.Reducing);
        host.Notifier.Told.ShouldContain(told => told.Severity == Severity.Critical);
        var other = await host.Trades.Execute(bench.Request(bench.Signal("other", symbol: TradingBench.Msft, strategy: "another")), default);
        other.Denials!.Select(denial => denial.Code).ShouldBe([ReasonCode.ReduceOnly]);
    }

    /// <summary>With nothing set but the defaults, the same order again is one order, and what differs is bounded by the account.</summary>
    [Fact]
    public async Task Orders_OfARunaway_AreBoundedByTheDefaults()
    {
        await using var host = await bench.Ready();
        for (var child = 0; child < Parents; child++)
            await host.Trades.Execute(bench.Request(bench.Signal($"same-{child}", quantity: 1m)), default);
        bench.Broker.Submitted.Count.ShouldBe(1);

        for (var child = 0; child < Parents; child++)
            await host.Trades.Execute(bench.Request(bench.Signal($"other-{child}", quantity: 2m + child)), default);
        var ledger = host.Book.State.Ledger;
        ledger.ReservedExposure.Amount.ShouldBeLessThanOrEqualTo(10_000m);
    }
}
