using TradingFunctions.Local.Tests.Serve;

namespace TradingFunctions.Local.Tests.Risk;

[Collection(HostCollection.Name)]
public sealed class RiskReportTests(SharedHost shared)
{
    [Fact]
    public async Task Report_OfARunningHost_HasCorrelationsStressAndUseOfLimits()
    {
        var report = await shared.Host.Until(async () => await shared.Host.Get("/api/risk/report") is var seen && seen["findings"] is not null ? seen : null);

        var findings = report["findings"]!;
        findings["stress"]!.AsArray().Count.ShouldBe(5);
        var symbols = findings["correlations"]!["symbols"]!.AsArray().Count;
        symbols.ShouldBeGreaterThan(5);
        findings["correlations"]!["values"]!.AsArray().Count.ShouldBe(symbols);
        findings["correlations"]!["values"]![0]![0]!.GetValue<double>().ShouldBe(1);
        report["limits"]!.AsArray().Select(limit => limit!["name"]!.GetValue<string>()).ShouldContain("maxGrossExposure");
        report["denied"].ShouldNotBeNull();
    }
}
