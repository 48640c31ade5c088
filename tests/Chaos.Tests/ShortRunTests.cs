using TradingFunctions.Chaos.Runs;

namespace TradingFunctions.Chaos.Tests;

public sealed class ShortRunTests
{
    [Fact]
    [Trait("Suffered", "1")]
    [Trait("Suffered", "2")]
    [Trait("Suffered", "3")]
    [Trait("Suffered", "5")]
    [Trait("Suffered", "6")]
    [Trait("Suffered", "8")]
    [Trait("Suffered", "9")]
    [Trait("Suffered", "11")]
    public async Task FewAccounts_CrashesKillsAndFaults_LeaveNothingDoubledLostOrWrong()
    {
        var report = await ChaosRun.Run(new ChaosOptions { Runs = 12, Kills = 3, Seed = 7, Parallel = 12 });

        report.Failures.ShouldBeEmpty();
        report.IsClean.ShouldBeTrue();
        report.Orders.ShouldBeGreaterThan(120);
        report.Filled.ShouldBeGreaterThan(report.Orders / 2);
        report.Kills.ShouldBe(3);
        report.Crashes.ShouldBeGreaterThan(12);
        report.Faults.Count.ShouldBeGreaterThan(8);
    }

    [Fact]
    public async Task RetryOnTimeout_IsCaught()
    {
        var report = await ChaosRun.Run(new ChaosOptions { Runs = 6, Kills = 0, Seed = 7, Parallel = 6, Mutant = "retry-on-timeout" });

        report.DuplicateOrders.ShouldBeGreaterThan(0);
    }
}
