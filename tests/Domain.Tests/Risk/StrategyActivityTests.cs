using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests.Risk;

public sealed class StrategyActivityTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly StrategyActivity None = StrategyActivity.None(new StrategyId("test"));

    [Fact]
    public void Count_UpToTheLimit_SwitchesOffWithTheEntryThatReachesIt()
    {
        var two = None.Count(GateCase.Now, Window, 3).Count(GateCase.Now.AddSeconds(1), Window, 3);
        var three = two.Count(GateCase.Now.AddSeconds(2), Window, 3);

        two.HaltedUtc.ShouldBeNull();
        (three.HaltedUtc, three.Reason).ShouldBe((GateCase.Now.AddSeconds(2), "3 executions"));
    }

    [Fact]
    public void Count_WindowsApart_StartsAgain()
    {
        var later = None.Count(GateCase.Now, Window, 3).Count(GateCase.Now.AddMinutes(1), Window, 3).Count(GateCase.Now.AddMinutes(3), Window, 3);

        (later.Entries, later.PreviousEntries, later.HaltedUtc).ShouldBe((1, 0, null));
    }

    [Fact]
    public void At_NextWindow_KeepsTheCountOfTheOneBefore()
    {
        var next = None.Count(GateCase.Now, Window, 9).At(GateCase.Now.AddMinutes(1), Window);

        (next.Entries, next.PreviousEntries).ShouldBe((0, 1));
    }
}
