using TradingFunctions.Domain;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.Simulation.Exchange;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Hosting.Tests;

public sealed class TradingSettingsTests
{
    /// <summary>A lock is renewed at half its life, and where a bar is a session that must be seldom.</summary>
    [Theory]
    [InlineData("00:01:00", "00:06:00")]
    [InlineData("00:30:00", "03:00:00")]
    [InlineData("1.00:00:00", "60.00:00:00")]
    public void Pipeline_LockLife_IsOfSoManyChecks(string bar, string life)
    {
        var market = new FakeMarket(TimeProvider.System) { BarPeriod = TimeSpan.Parse(bar, null) };

        TradingSettings.Pipeline(new TradingOptions(), market).LockTimeToLive.ShouldBe(TimeSpan.Parse(life, null));
    }

    [Fact]
    public void Exchange_Unset_IsTheExchangesOwnDefault()
    {
        var options = new TradingOptions();

        TradingSettings.Exchange(options, durable: true).ShouldBe(new ExchangeOptions { Seed = options.Simulation.Seed, StartingCash = options.Simulation.StartingCash });
    }

    [Fact]
    public void Exchange_EveryKeyOfTheFile_ReachesTheExchange()
    {
        var options = TradingConfiguration.Load("""
            simulation:
              seed: 7
              startingCash: 50000
              commissionPerShare: 0.005
              commissionFraction: 0.0001
              minimumCommission: 1.25
              latency: 2s
              rejectRate: 0.05
              haltRate: 0.01
              spread: 0.001
              participation: 0.25
            """, "trading.yaml", new Dictionary<string, string>());

        TradingSettings.Exchange(options, durable: false).ShouldBe(new ExchangeOptions
        {
            Seed = 7,
            StartingCash = new Money(50_000m),
            Commission = new CommissionSchedule(0.005m, 0.0001m, 1.25m),
            Latency = TimeSpan.FromSeconds(2),
            RejectRate = 0.05,
            HaltRate = 0.01,
            SpreadFraction = 0.001m,
            MaxParticipation = 0.25m,
            Durable = false,
        });
    }

    [Theory]
    [InlineData("commissionFraction: 0.2")]
    [InlineData("commissionFraction: -0.1")]
    [InlineData("minimumCommission: -1")]
    [InlineData("latency: 2h")]
    [InlineData("rejectRate: 1.5")]
    [InlineData("rejectRate: .nan")]
    [InlineData("haltRate: -0.1")]
    [InlineData("spread: 0.5")]
    [InlineData("participation: 0")]
    [InlineData("participation: 1.1")]
    public void Exchange_ValueOutOfRange_NamesTheKey(string line)
    {
        var refused = Should.Throw<ConfigurationException>(() => TradingConfiguration.Load($"simulation:\n  {line}\n", "trading.yaml", new Dictionary<string, string>()));

        refused.Errors.ShouldHaveSingleItem().ToString().ShouldContain($"simulation.{line[..line.IndexOf(':', StringComparison.Ordinal)]}");
    }
}
