using TradingFunctions.Domain;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Pipeline.Tests.Risk;

/// <summary>Limits that contradict each other stop the start, and the message names both keys.</summary>
public sealed class LimitContradictionTests
{
    public static TheoryData<string, string, string> Pairs => new()
    {
        { "sector over gross", "risk.maxSectorShare", "risk.maxGrossExposure" },
        { "symbol over sector", "risk.maxSymbolShare", "risk.maxSectorShare" },
        { "symbol over gross", "risk.maxSymbolShare", "risk.maxGrossExposure" },
        { "order over window", "risk.maxOrderNotional", "risk.maxWindowNotional" },
        { "shares over window", "risk.maxOrderQuantity", "risk.maxWindowQuantity" },
        { "order over position", "risk.maxOrderQuantity", "risk.maxPositionQuantity" },
        { "no message for entries", "risk.exitMessageShare", "risk.messagesPerMinute" },
        { "strategy position over exposure", "strategies[0].maxPositionShare", "strategies[0].maxExposureShare" },
        { "sector without map", "risk.maxSectorShare", "riskControl.sectorFile" },
        { "analysis too rare", "risk.maxAnalysisAge", "riskControl.analysisInterval" },
        { "strategy short", "strategies[0].allowShort", "risk.allowShort" },
        { "strategy position over symbol", "strategies[0].maxPositionShare", "risk.maxSymbolShare" },
        { "gross over floor", "risk.maxGrossExposure", "riskControl.floors.maxGrossExposure" },
        { "collar off under floor", "risk.priceCollar", "riskControl.floors.priceCollar" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Validate_TwoLimitsThatContradict_NamesBoth(string which, string key, string other)
    {
        var error = TradingOptionsValidator.Validate(Case(which, beyond: true)).ShouldHaveSingleItem();

        error.Path.ShouldBe(key);
        error.Message.ShouldContain(other);
        TradingOptionsValidator.Validate(Case(which, beyond: false)).ShouldBeEmpty();
    }

    private static TradingOptions Case(string which, bool beyond)
    {
        var more = beyond ? 0.01m : 0m;
        var limits = which switch
        {
            "sector over gross" => new RiskLimits { MaxSectorShare = 1m + more },
            "symbol over sector" => new RiskLimits { MaxSectorShare = 0.5m, MaxSymbolShare = 0.5m + more },
            "symbol over gross" => new RiskLimits { MaxGrossExposure = 0.5m, MaxSymbolShare = 0.5m + more },
            "order over window" => new RiskLimits { MaxWindowNotional = new Money(1_000m), MaxOrderNotional = new Money(1_000m + more) },
            "shares over window" => new RiskLimits { MaxWindowQuantity = new Quantity(100m), MaxOrderQuantity = new Quantity(100m + more) },
            "order over position" => new RiskLimits { MaxPositionQuantity = new Quantity(100m), MaxOrderQuantity = new Quantity(100m + more) },
            "no message for entries" => new RiskLimits { MessagesPerMinute = 200, ExitMessageShare = beyond ? 1m : 0.99m },
            "sector without map" => new RiskLimits { MaxSectorShare = 0.5m },
            "analysis too rare" => new RiskLimits { MaxAnalysisAge = TimeSpan.FromMinutes(beyond ? 4 : 5) },
            "strategy short" => new RiskLimits { AllowShort = !beyond },
            "strategy position over exposure" => new RiskLimits { MaxSymbolShare = null },
            "gross over floor" => new RiskLimits { MaxGrossExposure = 4m + more },
            "collar off under floor" => new RiskLimits { PriceCollar = beyond ? null : 0.5m },
            _ => new RiskLimits(),
        };
        StrategyOptions[] strategies = which switch
        {
            "strategy position over exposure" => [new StrategyOptions { Id = new StrategyId("a"), MaxPositionShare = 0.5m + more, MaxExposureShare = 0.5m }],
            "strategy short" => [new StrategyOptions { Id = new StrategyId("a"), AllowShort = true }],
            "strategy position over symbol" => [new StrategyOptions { Id = new StrategyId("a"), MaxPositionShare = 0.1m + more }],
            _ => [],
        };
        var control = new RiskControlOptions { SectorFile = which.Contains("sector", StringComparison.Ordinal) && !(beyond && which == "sector without map") ? "sectors.csv" : null };
        return new TradingOptions { Risk = limits, Strategies = strategies, RiskControl = control };
    }
}
