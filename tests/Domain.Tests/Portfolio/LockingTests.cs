using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Domain.Tests.Portfolio;

public sealed class LockingTests
{
    private static readonly DateTime Now = Given.Now;
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(300);

    [Fact]
    public void Acquire_Renewed_NeverEndsEarlierAndKeepsItsReason()
    {
        var state = Take(Given.Account(), "ann", Now, "news").State;

        var shorter = AccountDecider.Decide(state, new AcquireLock(Given.Aapl, "ann", TimeSpan.FromSeconds(10), Reason: null, Now.AddSeconds(1)));
        var other = AccountDecider.Decide(state, new AcquireLock(Given.Aapl, "ann", Life, "earnings", Now.AddSeconds(1)));

        shorter.IsChanged.ShouldBeFalse();
        Of(shorter).ShouldBe(new SymbolLock(Given.Aapl, 1, "ann", Now, Now + Life, "news"));
        Of(other).ShouldBe(new SymbolLock(Given.Aapl, 1, "ann", Now, Now.AddSeconds(301), "earnings"));
    }

    [Fact]
    public void Acquire_TakenOver_GivesTheNextToken()
    {
        var state = Take(Given.Account(), "monitor", Now).State;

        Of(Take(state, "ann", Now.AddSeconds(1))).Owner.ShouldBe("monitor");
        var taken = AccountDecider.Decide(state, new AcquireLock(Given.Aapl, "ann", Life, "news", Now.AddSeconds(1), TakeOver: true));
        Of(taken).ShouldBe(new SymbolLock(Given.Aapl, 2, "ann", Now.AddSeconds(1), Now.AddSeconds(301), "news"));
    }

    [Fact]
    public void Release_ByItsOwner_FreesItAndKeepsTheToken()
    {
        var state = Take(Given.Account(), "ann", Now, "news").State;

        var released = AccountDecider.Decide(state, new ReleaseLock(Given.Aapl, "ann", Now.AddSeconds(5)));

        released.Reply.ShouldBe(new LockReply(Granted: true, new SymbolLock(Given.Aapl, 1, Owner: null, Now, Now.AddSeconds(5))));
        Of(Take(released.State, "bob", Now.AddSeconds(5))).Token.ShouldBe(2);
    }

    [Fact]
    public void Release_ByAnybodyElse_ChangesNothing()
    {
        var state = Take(Given.Account(), "ann", Now).State;

        var refused = AccountDecider.Decide(state, new ReleaseLock(Given.Aapl, "bob", Now));

        refused.Reply.ShouldBe(new LockReply(Granted: false, state.Book(Given.Aapl).Lock));
        refused.IsChanged.ShouldBeFalse();
        AccountDecider.Decide(Given.Account(), new ReleaseLock(Given.Msft, "ann", Now)).Reply.ShouldBe(new LockReply(Granted: false, Lock: null));
    }

    [Theory]
    [InlineData(299, false)]
    [InlineData(300, true)]
    public void Expire_TakesTheNameOffOnceTheTimeIsUp(int seconds, bool isFree)
    {
        var state = Take(Given.Account(), "ann", Now, "news").State;

        var change = AccountDecider.Decide(state, new ExpireLocks(Now.AddSeconds(seconds)));

        change.IsChanged.ShouldBe(isFree);
        var left = Of(change);
        (left.Owner, left.Reason, left.Token).ShouldBe(isFree ? (null, null, 1L) : ("ann", "news", 1L));
        AccountDecider.Decide(change.State, new ExpireLocks(Now.AddSeconds(seconds))).IsChanged.ShouldBeFalse();
    }

    private static AccountChange Take(AccountState state, string owner, DateTime nowUtc, string? reason = null) =>
        AccountDecider.Decide(state, new AcquireLock(Given.Aapl, owner, Life, reason, nowUtc));

    private static SymbolLock Of(AccountChange change) => change.State.Book(Given.Aapl).Lock.ShouldNotBeNull();
}
