using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests.Portfolio;

public sealed class StrategySwitchingTests
{
    private static readonly DateTime Now = Given.Now;
    private static readonly TradingRules Counting = new() { Limits = new RiskLimits { DuplicateWindow = null, MaxStrategyExecutions = 2 } };

    [Fact]
    public void Entries_AtTheLimit_SwitchTheStrategyOffAndSaySo()
    {
        var first = Place(Given.Account(), "O1", Counting);
        var second = Place(first.State, "O2", Counting);
        var third = Place(second.State, "O3", Counting);

        first.State.Ledger.Activity(Given.Strategy)!.HaltedUtc.ShouldBeNull();
        first.Log.ShouldNotContain(entry => entry.Strategy != null);
        var off = second.State.Ledger.Activity(Given.Strategy).ShouldNotBeNull();
        (off.Entries, off.HaltedUtc, off.Reason, off.IsOffByItself).ShouldBe((2, Now, "2 executions", true));
        second.Log.Where(entry => entry.Strategy is not null).ShouldHaveSingleItem().Strategy.ShouldBe(new StrategySwitch(Given.Strategy, IsOn: false, "2 executions"));
        ((PlaceReply)third.Reply).Denials.Select(denial => denial.Code).ShouldContain(ReasonCode.StrategyHalted);
    }

    [Fact]
    public void Entries_WithoutALimit_AreNotCounted() =>
        Place(Given.Account(), "O1", new TradingRules { Limits = new RiskLimits { DuplicateWindow = null } }).State.Ledger.Strategies.ShouldBeNull();

    [Fact]
    public void Switch_OffAndOn_IsLoggedOnceEach()
    {
        var off = AccountDecider.Decide(Given.Account(), new SwitchStrategy(Given.Strategy, IsOn: false, "odd", Now));
        var again = AccountDecider.Decide(off.State, new SwitchStrategy(Given.Strategy, IsOn: false, "odder", Now.AddSeconds(1)));
        var on = AccountDecider.Decide(off.State, new SwitchStrategy(Given.Strategy, IsOn: true, "fine", Now.AddSeconds(2)));

        var activity = off.State.Ledger.Activity(Given.Strategy).ShouldNotBeNull();
        (activity.HaltedUtc, activity.Reason, activity.IsOffByItself).ShouldBe((Now, "odd", false));
        off.Log.ShouldHaveSingleItem().Strategy.ShouldBe(new StrategySwitch(Given.Strategy, IsOn: false, "odd"));
        again.IsChanged.ShouldBeFalse();
        on.State.Ledger.Activity(Given.Strategy).ShouldBe(StrategyActivity.None(Given.Strategy));
        on.Log.ShouldHaveSingleItem().Strategy.ShouldBe(new StrategySwitch(Given.Strategy, IsOn: true, "fine"));
        AccountDecider.Decide(on.State, new SwitchStrategy(Given.Strategy, IsOn: true, "fine", Now)).IsChanged.ShouldBeFalse();
    }

    [Fact]
    public void Switch_OfOneStrategy_LeavesTheOthersInOrdinalOrder()
    {
        var state = Given.Account();
        foreach (var name in (string[])["b", "c", "a"])
        {
            state = AccountDecider.Decide(state, new SwitchStrategy(new StrategyId(name), IsOn: false, name, Now)).State;
        }

        state = AccountDecider.Decide(state, new SwitchStrategy(new StrategyId("b"), IsOn: true, "on", Now)).State;

        state.Ledger.Strategies!.Select(strategy => (strategy.Id.Value, strategy.HaltedUtc is null)).ShouldBe([("a", false), ("b", true), ("c", false)]);
    }

    private static AccountChange Place(AccountState state, string id, TradingRules rules) =>
        AccountDecider.Decide(state, new PlaceOrder(Given.Wish(quantity: 1m, id: id), Given.Market(), rules, "host", Now.AddSeconds(10), Now));
}
