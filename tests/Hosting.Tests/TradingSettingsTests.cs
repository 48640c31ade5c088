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
}
