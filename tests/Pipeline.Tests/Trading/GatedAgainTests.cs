using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.TestKit.Stores;

namespace TradingFunctions.Pipeline.Tests.Trading;

/// <summary>An approval is never stored: an intent that a crash left behind passes the gate again before it is sent.</summary>
public sealed class GatedAgainTests
{
    private readonly TradingBench bench = new();

    public static TheoryData<string, string> Changes => new()
    {
        { "halted", "HALTED" },
        { "reducing", "REDUCE_ONLY" },
        { "limit", "ORDER_QTY" },
        { "price", "STALE_REFERENCE" },
        { "age", "EXPIRED" },
        { "locked", "LOCKED" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Intent_LeftByACrash_IsDeniedWhereTheGateHasChangedItsMind(string change, string reason)
    {
        var id = await CrashBeforeSending();
        await using var heir = bench.Host();
        await heir.Book.Open(default);
        await Change(heir, change);

        await heir.Sweeper.SweepOnce(default);

        bench.Broker.Submitted.ShouldBeEmpty();
        var order = (await heir.Queries.FindOrder(id, default))!;
        (order.End, order.Reason!.Split(' ')).ShouldSatisfyAllConditions(pair => pair.End.ShouldBe(OrderEnd.Denied), pair => pair.Item2.ShouldContain(reason));
        heir.Book.State.Ledger.ReservedExposure.ShouldBe(Money.Zero);
    }

    [Fact]
    public async Task Intent_DeniedWhenGatedAgain_AnswersItsSignalWithLimitAndValue()
    {
        await CrashBeforeSending();
        await using var heir = bench.Host();
        await heir.Book.Open(default);
        await Change(heir, "limit");
        await heir.Sweeper.SweepOnce(default);

        var answer = await heir.Trades.Execute(bench.Request(bench.Signal("s1")), default);

        answer.Denials.ShouldBe([new Denial(ReasonCode.OrderQty, "quantity", 9m, 10m)]);
    }

    [Fact]
    [Trait("Suffered", "9")]
    public async Task Intent_LeftByACrash_IsSentOnceWhereNothingHasChanged()
    {
        var id = await CrashBeforeSending();
        await using var heir = bench.Host();

        await heir.Sweeper.SweepOnce(default);
        await heir.Sweeper.SweepOnce(default);

        bench.Broker.Submitted.ShouldBe([id]);
    }

    /// <summary>The order is reserved and its sender dies.</summary>
    private async Task<ClientOrderId> CrashBeforeSending()
    {
        await using (await bench.Ready())
        {
        }

        var mortal = bench.Host(new CrashPlan(1, after: false, only: "submit"));
        await Should.ThrowAsync<CrashException>(() => mortal.Trades.Execute(bench.Request(bench.Signal("s1")), default));
        return ClientOrderIds.Derive(mortal.Options.Account, mortal.Options.Environment, "s1", "order");
    }

    private async Task Change(TestKit.Trading.TradingHost host, string change)
    {
        switch (change)
        {
            case "halted":
                await host.Book.SetTradingState(TradingState.Halted, "test", default);
                break;
            case "reducing":
                await host.Book.SetTradingState(TradingState.Reducing, "test", default);
                break;
            case "limit":
                host.Rules.Current = new TradingRules { Limits = new RiskLimits { MaxOrderQuantity = new Quantity(9m) } };
                break;
            case "price":
                bench.Market.Set(TradingBench.Aapl, 100, age: TimeSpan.FromMinutes(5));
                break;
            case "age":
                bench.Clock.Advance(TimeSpan.FromMinutes(6));
                bench.Market.Set(TradingBench.Aapl, 100);
                break;
            default:
                await host.Book.AcquireLock(TradingBench.Aapl, "monitor", TimeSpan.FromMinutes(5), reason: null, default);
                break;
        }
    }
}
