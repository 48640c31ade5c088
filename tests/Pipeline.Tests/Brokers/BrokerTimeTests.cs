using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Brokers;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Tests.Trading;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Brokers;

/// <summary>The host's clock and calendar against the broker's.</summary>
public sealed class BrokerTimeTests
{
    private readonly TradingBench bench = new();

    [Fact]
    public async Task Check_ThatAgrees_ChangesNothing()
    {
        await using var host = await bench.Ready();

        await Sut(host, new Calendar(bench.Clock)).Check(default);

        host.Book.State.Ledger.State.ShouldBe(TradingState.Active);
        host.Notifier.Told.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("skew", "the broker's clock says")]
    [InlineData("closed", "the broker is open not at all")]
    [InlineData("early", "the broker is open")]
    [InlineData("extra", "the host expects not at all")]
    public async Task Check_ThatDiffers_ReducesTradingAndTellsOnce(string what, string words)
    {
        await using var host = await bench.Ready();
        var sut = Sut(host, new Calendar(bench.Clock) { Differs = what });

        await sut.Check(default);
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await sut.Check(default);

        host.Book.State.Ledger.State.ShouldBe(TradingState.Reducing);
        var told = host.Notifier.Told.ShouldHaveSingleItem();
        (told.Severity, told.Text.Contains(words, StringComparison.Ordinal)).ShouldBe((Severity.Critical, true), told.Text);
    }

    /// <summary>How long an answer takes says nothing of the clocks.</summary>
    [Fact]
    public async Task Check_WithASlowAnswer_ChangesNothing()
    {
        await using var host = await bench.Ready();

        await Sut(host, new Calendar(bench.Clock) { Answers = () => bench.Clock.Advance(BrokerTime.MaxSkew * 2) }).Check(default);

        host.Book.State.Ledger.State.ShouldBe(TradingState.Active);
        host.Notifier.Told.ShouldBeEmpty();
    }

    private BrokerTime Sut(TradingHost host, IBrokerCalendar calendar) => new(calendar, host.Book, host.Notifier, bench.Clock);

    /// <summary>Our own calendar, but for one thing.</summary>
    private sealed class Calendar(TimeProvider clock) : IBrokerCalendar
    {
        public string Differs { get; init; } = string.Empty;

        /// <summary>Between the reading of the clock and the arrival of the answer.</summary>
        public Action? Answers { get; init; }

        public Task<BrokerClock> GetClock(CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            Answers?.Invoke();
            return Task.FromResult(new BrokerClock(Differs == "skew" ? now + BrokerTime.MaxSkew + TimeSpan.FromSeconds(1) : now, IsOpen: true, now.AddDays(1), now.AddHours(1)));
        }

        public Task<IReadOnlyList<BrokerSession>> ListSessions(DateOnly from, DateOnly to, CancellationToken cancellationToken)
        {
            var sessions = new List<BrokerSession>();
            for (var date = from; date <= to; date = date.AddDays(1))
            {
                if (ExchangeCalendar.SessionOn(date) is { } session)
                {
                    sessions.Add(new BrokerSession(date, session.OpenUtc, session.CloseUtc));
                }
                else if (Differs == "extra" && sessions.Count > 0)
                {
                    sessions.Add(new BrokerSession(date, sessions[^1].OpenUtc.AddDays(1), sessions[^1].CloseUtc.AddDays(1)));
                }
            }

            switch (Differs)
            {
                case "closed":
                    sessions.RemoveAt(1);
                    break;
                case "early":
                    sessions[1] = sessions[1] with { CloseUtc = sessions[1].CloseUtc.AddHours(-3) };
                    break;
                default:
                    break;
            }

            return Task.FromResult<IReadOnlyList<BrokerSession>>(sessions);
        }
    }
}
