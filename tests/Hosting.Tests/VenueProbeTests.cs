using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Hosting.Tests;

public sealed class VenueProbeTests
{
    private readonly ManualClock clock = new(new DateTime(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc));
    private readonly Connection connection;

    public VenueProbeTests()
    {
        connection = new Connection(clock);
        connection.Prices.Set(new Symbol("SPY"), 512.5);
    }

    [Fact]
    public async Task Run_EverythingAnswers_AdvisesNothing()
    {
        var found = await Run();

        found.Select(f => f.Part).ShouldBe(["broker", "clock", "market"]);
        found.ShouldAllBe(f => f.Advice == null && !f.Prevents);
        found[0].Detail.ShouldContain("100000");
        found[2].Detail.ShouldStartWith("SPY at 512.5");
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(-10, false)]
    [InlineData(11, true)]
    [InlineData(-11, true)]
    public async Task Run_ClocksThatDiffer_SaysByHowMuch(int seconds, bool prevents)
    {
        connection.Skew = TimeSpan.FromSeconds(seconds);

        var found = (await Run())[1];

        found.Prevents.ShouldBe(prevents);
        if (prevents)
        {
            found.Detail.ShouldContain($"{Math.Abs(seconds)} s {(seconds < 0 ? "behind" : "ahead")}");
            found.Advice.ShouldNotBeNull().ShouldContain("NTP");
        }
    }

    [Fact]
    public async Task Run_FeedWithoutAPrice_NamesTheFeed()
    {
        connection.Prices.Remove(new Symbol("SPY"));

        var found = (await Run())[2];

        (found.Prevents, found.Advice!.Contains("market.feed", StringComparison.Ordinal)).ShouldBe((true, true));
    }

    [Fact]
    public async Task Run_MarketThatIsDown_DoesNotHideTheRest()
    {
        connection.Prices.IsDown = true;

        var found = await Run();

        found.Select(f => f.Prevents).ShouldBe([false, false, true]);
        found[2].Detail.ShouldBe("down");
    }

    [Fact]
    public async Task Run_BrokerThatDoesNotAnswer_IsGivenUp()
    {
        connection.Hangs = true;

        var found = await new VenueProbe(connection, TimeProvider.System, TimeSpan.FromMilliseconds(50)).Run(default);

        found[1].Prevents.ShouldBeTrue();
        found[1].Detail.ShouldStartWith("No answer within 0.05 s");
    }

    private Task<IReadOnlyList<VenueFinding>> Run() => new VenueProbe(connection, clock, TimeSpan.FromSeconds(10)).Run(default);

    private sealed class Connection(ManualClock clock) : IBrokerConnection, IBrokerCalendar
    {
        public FakeMarket Prices { get; } = new(clock);

        public TimeSpan Skew { get; set; }

        public bool Hangs { get; set; }

        public IBroker Broker { get; } = new FakeBroker(clock, new Money(100_000m));

        public IOrderStream OrderStream => throw new NotSupportedException();

        public IMarketData Market => Prices;

        public IMarketScreener Screener => throw new NotSupportedException();

        public IBrokerCalendar Calendar => this;

        public async Task<BrokerClock> GetClock(CancellationToken cancellationToken)
        {
            // Deaf to its token.
            if (Hangs)
                await new TaskCompletionSource().Task;
            var now = clock.NowUtc + Skew;
            return new BrokerClock(now, IsOpen: true, now.AddDays(1), now.AddHours(6));
        }

        public Task<IReadOnlyList<BrokerSession>> ListSessions(DateOnly from, DateOnly to, CancellationToken cancellationToken) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
