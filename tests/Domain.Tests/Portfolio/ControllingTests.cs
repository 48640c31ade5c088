using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests.Portfolio;

public sealed class ControllingTests
{
    private static readonly DateTime Now = Given.Now;

    [Theory]
    [InlineData(TradingState.Active, TradingState.Reducing, StateChangeStatus.Changed)]
    [InlineData(TradingState.Active, TradingState.Halted, StateChangeStatus.Changed)]
    [InlineData(TradingState.Active, TradingState.Active, StateChangeStatus.Unchanged)]
    [InlineData(TradingState.Reducing, TradingState.Halted, StateChangeStatus.Changed)]
    [InlineData(TradingState.Reducing, TradingState.Reducing, StateChangeStatus.Unchanged)]
    [InlineData(TradingState.Reducing, TradingState.Active, StateChangeStatus.NeedsPerson)]
    [InlineData(TradingState.Halted, TradingState.Reducing, StateChangeStatus.Unchanged)]
    [InlineData(TradingState.Halted, TradingState.Active, StateChangeStatus.NeedsPerson)]
    public void State_ChangedByThePipeline_IsOnlyTightened(TradingState from, TradingState to, StateChangeStatus expected)
    {
        var state = Given.Account(ledger: ledger => ledger with { State = from, StateVersion = 4 });

        var change = AccountDecider.Decide(state, new ChangeTradingState(to, "why", Now));

        var isChanged = expected == StateChangeStatus.Changed;
        change.Reply.ShouldBe(new StateReply(expected, isChanged ? to : from, isChanged ? 5 : 4));
        change.IsChanged.ShouldBe(isChanged);
    }

    [Theory]
    [InlineData(TradingState.Halted, TradingState.Active, StateChangeStatus.Changed)]
    [InlineData(TradingState.Halted, TradingState.Reducing, StateChangeStatus.Changed)]
    [InlineData(TradingState.Halted, TradingState.Halted, StateChangeStatus.Unchanged)]
    [InlineData(TradingState.Active, TradingState.Halted, StateChangeStatus.Changed)]
    public void State_ChangedByAPerson_GoesAnywhere(TradingState from, TradingState to, StateChangeStatus expected) =>
        Reply(Given.Account(ledger: ledger => ledger with { State = from }), new ChangeTradingState(to, "why", Now, By: "ann", Version: 0)).Status.ShouldBe(expected);

    [Theory]
    [InlineData(TradingState.Halted, TradingState.Active, StateChangeStatus.NotAllowed, StateChangeStatus.NeedsVersion)]
    [InlineData(TradingState.Halted, TradingState.Reducing, StateChangeStatus.NotAllowed, StateChangeStatus.NeedsVersion)]
    [InlineData(TradingState.Reducing, TradingState.Active, StateChangeStatus.NotAllowed, StateChangeStatus.NeedsVersion)]
    [InlineData(TradingState.Reducing, TradingState.Halted, StateChangeStatus.Changed, StateChangeStatus.Changed)]
    [InlineData(TradingState.Active, TradingState.Reducing, StateChangeStatus.Changed, StateChangeStatus.Changed)]
    public void State_Loosened_TakesAnOperatorAndAVersion(TradingState from, TradingState to, StateChangeStatus byAnybody, StateChangeStatus blindly)
    {
        var state = Given.Account(ledger: ledger => ledger with { State = from });

        Reply(state, new ChangeTradingState(to, "why", Now, By: "ann", Version: 0, MayLoosen: false)).Status.ShouldBe(byAnybody);
        Reply(state, new ChangeTradingState(to, "why", Now, By: "ann")).Status.ShouldBe(blindly);
    }

    [Fact]
    public void State_ReducedByAPersonBesideAHaltThatArrived_StaysHalted()
    {
        var halted = AccountDecider.Decide(Given.Account(), new ChangeTradingState(TradingState.Halted, "broken books", Now)).State;

        Reply(halted, new ChangeTradingState(TradingState.Reducing, "volatile", Now, By: "ann")).ShouldBe(new StateReply(StateChangeStatus.NeedsVersion, TradingState.Halted, 1));
        Reply(halted, new ChangeTradingState(TradingState.Halted, "out", Now, By: "ann", Flatten: true, MayLoosen: false)).Status.ShouldBe(StateChangeStatus.Changed);
    }

    [Fact]
    public void State_ChangedSinceItWasLookedAt_StaysAsItIs()
    {
        var state = Given.Account(ledger: ledger => ledger with { StateVersion = 4 });

        Reply(state, new ChangeTradingState(TradingState.Halted, "why", Now, "ann", Version: 3)).ShouldBe(new StateReply(StateChangeStatus.VersionDiffers, TradingState.Active, 4));
        Reply(state, new ChangeTradingState(TradingState.Halted, "why", Now, "ann", Version: 4)).Status.ShouldBe(StateChangeStatus.Changed);
    }

    [Fact]
    public void State_Changed_SaysWhoWhyAndWhen()
    {
        var change = AccountDecider.Decide(Given.Account(), new ChangeTradingState(TradingState.Halted, "odd fills", Now, "ann", RecordedUtc: Now.AddYears(1)));

        var ledger = change.State.Ledger;
        (ledger.State, ledger.StateReason, ledger.StateSinceUtc, ledger.StateVersion).ShouldBe((TradingState.Halted, "odd fills", Now, 1L));
        ledger.LastChange.ShouldBe(new StateChange(TradingState.Active, TradingState.Halted, "odd fills", "ann", Flatten: false, Now.AddYears(1)));
        change.Log.ShouldHaveSingleItem().State.ShouldBe(ledger.LastChange);
    }

    [Fact]
    public void Flatten_IsReducingUntilItIsDone_AndCalledOffByAPersonAlone()
    {
        var flattening = AccountDecider.Decide(Given.Account(), new ChangeTradingState(TradingState.Halted, "out", Now, "ann", Flatten: true)).State;
        flattening.Ledger.State.ShouldBe(TradingState.Reducing);

        Reply(flattening, new ChangeTradingState(TradingState.Halted, "again", Now, "ann", Flatten: true)).Status.ShouldBe(StateChangeStatus.Unchanged);
        Reply(flattening, new ChangeTradingState(TradingState.Reducing, "itself", Now)).Status.ShouldBe(StateChangeStatus.Unchanged);
        Reply(flattening, new ChangeTradingState(TradingState.Reducing, "stop that", Now, "bob", Version: 1)).Status.ShouldBe(StateChangeStatus.Changed);
        Reply(flattening, new ChangeTradingState(TradingState.Reducing, "stop that", Now, "bob")).Status.ShouldBe(StateChangeStatus.NeedsVersion);
        Reply(flattening, new ChangeTradingState(TradingState.Reducing, "stop that", Now, "bob", Version: 1, MayLoosen: false)).Status.ShouldBe(StateChangeStatus.NotAllowed);
        Reply(flattening, new ChangeTradingState(TradingState.Halted, "done", Now)).Status.ShouldBe(StateChangeStatus.Changed);
    }

    [Fact]
    public void Day_EarlierOrTheSame_ChangesNothing()
    {
        var day = new DayMark(new DateOnly(2024, 3, 5), new Money(10m));
        var state = AccountDecider.Decide(Given.Account(), new MarkDay(day)).State;

        state.Ledger.Day.ShouldBe(day);
        AccountDecider.Decide(state, new MarkDay(day with { Pnl = Money.Zero })).State.Ledger.Day.ShouldBe(day);
        AccountDecider.Decide(state, new MarkDay(new DayMark(new DateOnly(2024, 3, 4), Money.Zero))).IsChanged.ShouldBeFalse();
        AccountDecider.Decide(state, new MarkDay(new DayMark(new DateOnly(2024, 3, 6), Money.Zero))).State.Ledger.Day!.Value.Session.Day.ShouldBe(6);
    }

    [Theory]
    [InlineData(100, 101, 101)]
    [InlineData(100, 100, 100)]
    [InlineData(100, 99, 100)]
    public void Peak_OnlyRises(int peak, int equity, int expected)
    {
        var change = AccountDecider.Decide(Given.Account(ledger: ledger => ledger with { PeakEquity = new Money(peak) }), new ObserveEquity(new Money(equity)));

        change.State.Ledger.PeakEquity.ShouldBe(new Money(expected));
        change.IsChanged.ShouldBe(expected != peak);
    }

    private static StateReply Reply(AccountState state, ChangeTradingState command) => (StateReply)AccountDecider.Decide(state, command).Reply;
}
