using TradingFunctions.Api.Signals;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Local.Tests.Api;

public sealed class SignalTimesTests
{
    private static readonly DateTimeOffset Simulated = new(2006, 1, 3, 15, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Wall = new(2026, 5, 4, 9, 30, 0, TimeSpan.Zero);

    private readonly FixedClock clock = new(Simulated);
    private readonly KnownSignals signals = new();

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("2026-05-04T09:30:00Z", true)]
    [InlineData("2026-05-04T09:25:00Z", true)]
    [InlineData("2026-05-04T09:24:59Z", false)]
    [InlineData("2026-05-04T09:35:00Z", true)]
    [InlineData("2026-05-04T09:35:01Z", false)]
    [InlineData("2006-01-03T15:00:00Z", false)]
    [InlineData("soon", false)]
    public void MeansNow_OnASimulatedMarket_HoldsWithinFiveMinutesOfTheWall(string? timestamp, bool expected) =>
        new SignalTimes(signals, clock, new FixedClock(Wall)).MeansNow(timestamp).ShouldBe(expected);

    [Fact]
    public void MeansNow_OnARealMarket_HoldsForAMissingTimestampAlone()
    {
        var times = new SignalTimes(signals, clock);

        times.MeansNow(null).ShouldBeTrue();
        times.MeansNow("2006-01-03T15:00:00Z").ShouldBeFalse();
    }

    [Fact]
    public async Task RaisedAt_Repeat_GivesTheTimeOfTheFirst()
    {
        var times = new SignalTimes(signals, clock);
        var first = await times.RaisedAt(new SignalId("a"), CancellationToken.None);
        clock.Now = Simulated.AddMinutes(3);

        (await times.RaisedAt(new SignalId("a"), CancellationToken.None)).ShouldBe(first);
        (await times.RaisedAt(new SignalId("b"), CancellationToken.None)).ShouldBe(Simulated.AddMinutes(3).UtcDateTime);
    }

    [Fact]
    public async Task RaisedAt_SignalOfAnEarlierRun_GivesItsStoredTime()
    {
        var stored = Simulated.AddDays(-1).UtcDateTime;
        signals.Known = new TradingSignal(
            new SignalId("a"), new Symbol("AAPL"), SignalAction.Hold, null, null, null, null, 0.5, new StrategyId("tests"), stored, new Dictionary<string, string>());

        (await new SignalTimes(signals, clock).RaisedAt(new SignalId("a"), CancellationToken.None)).ShouldBe(stored);
    }

    [Fact]
    public async Task RaisedAt_ManySignals_ForgetsNoneThatIsUnderWay()
    {
        var times = new SignalTimes(signals, clock);
        for (var i = 0; i < 10_001; i++)
        {
            await times.RaisedAt(new SignalId($"s{i}"), CancellationToken.None);
        }

        clock.Now = Simulated.AddMinutes(1);

        (await times.RaisedAt(new SignalId("s9999"), CancellationToken.None)).ShouldBe(Simulated.UtcDateTime);
        (await times.RaisedAt(new SignalId("s10000"), CancellationToken.None)).ShouldBe(Simulated.UtcDateTime);
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class KnownSignals : ITradeService
    {
        public TradingSignal? Known { get; set; }

        public Task<SignalRecord?> FindSignal(SignalId id, CancellationToken cancellationToken) =>
            Task.FromResult(Known is not null && Known.Id == id ? new SignalRecord(Known, "digest", id.Value, Known.TimestampUtc) : null);

        public Task<TradeAnswer> Execute(TradeRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<CancelAnswer> CancelOrder(ClientOrderId id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<TradeAnswer> ClosePosition(Symbol symbol, string origin, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
