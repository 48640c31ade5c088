using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Market.Scanning;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests.Market.Scanning;

public sealed class MarketScannerTests
{
    private static readonly ScanCriteria Open = new(MinPrice: null, MaxSpread: null);

    private static readonly SymbolSnapshot Plain = MarketSamples.Snapshot("PLAIN", MarketSamples.Path(30), lastVolume: 2_000_000, gapOpen: 104.03, quote: new Quote(default, 98, 100));

    public static TheoryData<ScanCriteria, ScanRejectionCode?> Limits => new()
    {
        { Open, null },
        { Open with { MinPrice = 99 }, null },
        { Open with { MinPrice = 99.01 }, ScanRejectionCode.PriceTooLow },
        { Open with { MaxPrice = 99 }, null },
        { Open with { MaxPrice = 98.99 }, ScanRejectionCode.PriceTooHigh },
        { Open with { MinDollarVolume = 104_000_000 }, null },
        { Open with { MinDollarVolume = 105_000_000 }, ScanRejectionCode.DollarVolume },
        { Open with { MaxSpread = 0.021 }, null },
        { Open with { MaxSpread = 0.02 }, ScanRejectionCode.Spread },
        { Open with { MinGap = 0.0299 }, null },
        { Open with { MinGap = 0.0301 }, ScanRejectionCode.Gap },
        { Open with { MinRelativeVolume = 2 }, null },
        { Open with { MinRelativeVolume = 2.01 }, ScanRejectionCode.RelativeVolume },
        { Open with { MinVolatility = 0.02 }, null },
        { Open with { MinVolatility = 0.021 }, ScanRejectionCode.VolatilityTooLow },
        { Open with { MaxVolatility = 0.021 }, null },
        { Open with { MaxVolatility = 0.02 }, ScanRejectionCode.VolatilityTooHigh },
        { Open with { LookbackBars = 29 }, null },
        { Open with { LookbackBars = 30 }, ScanRejectionCode.TooFewBars },
        { Open with { Top = 0 }, ScanRejectionCode.BelowTop },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void Scan_EachLimit_RejectsBeyondIt(ScanCriteria criteria, ScanRejectionCode? expected)
    {
        var result = MarketScanner.Scan([Plain], criteria);

        result.Rejections.Select(r => (ScanRejectionCode?)r.Code).ShouldBe(expected is null ? [] : [expected]);
        result.Candidates.Length.ShouldBe(expected is null ? 1 : 0);
    }

    [Fact]
    public void Scan_SymbolThatIsNotTradedAnyMore_IsStale()
    {
        var later = Plain with { AsOfUtc = ExchangeCalendar.ToUtc(new DateOnly(2013, 7, 18), new TimeOnly(12, 0)) };

        MarketScanner.Scan([later], Open).Rejections.ShouldHaveSingleItem().Code.ShouldBe(ScanRejectionCode.Stale);
    }

    [Fact]
    public void Scan_MoreThanTop_KeepsTheBestAndExplainsTheRest()
    {
        var moved = MarketSamples.Snapshot("MOVED", MarketSamples.Path(30, step: 1));
        var calm = MarketSamples.Snapshot("CALM", MarketSamples.Path(30));
        var twin = MarketSamples.Snapshot("BALM", MarketSamples.Path(30));

        var result = MarketScanner.Scan([calm, moved, twin], Open with { Top = 2 });

        result.Candidates.Select(c => (c.Symbol.Value, c.Rank)).ShouldBe([("MOVED", 1), ("BALM", 2)]);
        result.Candidates[0].Reasons.ShouldContain("traded 1.00 times its average volume");
        result.Rejections.ShouldBe([new ScanRejection(new Symbol("CALM"), ScanRejectionCode.BelowTop, 3, 2)]);
    }

    [Fact]
    public void Scan_AnyOrder_GivesTheSame()
    {
        var universe = Enumerable.Range(0, 20).Select(i => MarketSamples.Snapshot($"S{i}", MarketSamples.Path(30, step: i % 5))).ToList();

        var forward = MarketScanner.Scan(universe, Open with { Top = 7 }).Candidates.Select(c => c.Symbol);
        universe.Reverse();

        MarketScanner.Scan(universe, Open with { Top = 7 }).Candidates.Select(c => c.Symbol).ShouldBe(forward);
    }

    [Fact]
    public void Scan_SymbolTwice_Throws() => Should.Throw<ArgumentException>(() => MarketScanner.Scan([Plain, Plain], Open)).Message.ShouldContain("PLAIN");

    [Theory]
    [InlineData("Technology", null, true)]
    [InlineData("energy,TECHNOLOGY", null, true)]
    [InlineData("Energy", null, false)]
    [InlineData(null, "Technology", false)]
    [InlineData(null, "Energy", true)]
    [InlineData("Technology", "Technology", false)]
    [InlineData(null, null, true)]
    public void Scan_BySector_TakesThoseAskedForAndNotThoseExcluded(string? wanted, string? excluded, bool isPicked)
    {
        var sectors = new SectorMap([new(Plain.Symbol, "Technology")]);

        var result = MarketScanner.Scan([Plain], Open with { Sectors = wanted?.Split(','), ExcludedSectors = excluded?.Split(',') }, sectors);

        result.Candidates.Length.ShouldBe(isPicked ? 1 : 0);
        result.Rejections.ShouldBe(isPicked ? [] : [new ScanRejection(Plain.Symbol, ScanRejectionCode.Sector, 0, 0, "Technology")]);
    }

    [Fact]
    public void Scan_SymbolWithoutASector_IsRejectedOnlyWhereOneIsAskedFor()
    {
        MarketScanner.Scan([Plain], Open with { Sectors = ["Energy"] }).Rejections.ShouldHaveSingleItem().Reason.ShouldBe("has no sector in the sector file");
        MarketScanner.Scan([Plain], Open with { ExcludedSectors = ["Energy"] }).Candidates.ShouldHaveSingleItem();
    }

    [Fact]
    public void Scan_SymbolWithoutData_IsRejectedForIt()
    {
        var result = MarketScanner.Scan([Plain], Open, withoutData: [new Symbol("GONE"), new Symbol("AWAY")]);

        result.Rejections.Select(r => (r.Symbol.Value, r.Code)).ShouldBe([("AWAY", ScanRejectionCode.NoData), ("GONE", ScanRejectionCode.NoData)]);
        result.Candidates.ShouldHaveSingleItem();
    }

    [Fact]
    public void Reason_OfEveryCode_IsASentenceForPeople()
    {
        foreach (var code in Enum.GetValues<ScanRejectionCode>())
        {
            new ScanRejection(Plain.Symbol, code, 1.5, 2.5, "Energy").Reason.ShouldSatisfyAllConditions(r => r.ShouldNotBe(code.ToString()), r => r.ShouldContain(' '));
        }

        new ScanRejection(Plain.Symbol, ScanRejectionCode.Spread, 0.0123, 0.01).Reason.ShouldBe("has a spread of 1.23 %, at most 1 % are allowed");
    }

    [Fact]
    public void Describe_Criteria_NamesTheLimitsThatAreApplied() => (Open with { MinGap = 0.03, MaxAgeSeconds = null, Sectors = ["Energy"] }).Describe()
        .ShouldBe(["gap at least 0.03 of the price", "sector one of Energy", "at least 21 bars", "the best 20"]);
}
