using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests.Portfolio;

/// <summary>What the gate measures of all positions together, read off the decision: ten AAPL at 100 on an account of 100,000.</summary>
public sealed class PortfolioFactsTests
{
    private static readonly Symbol Spy = new("SPY");
    private static readonly Symbol Tlt = new("TLT");
    private static readonly SectorMap Sectors = new([new(Given.Aapl, "tech"), new(Given.Msft, "tech"), new(Spy, "index")]);

    [Fact]
    public void SectorExposure_AddsPositionsAndWorkingEntriesOfTheSector()
    {
        var rules = Rules(new RiskLimits { MaxSectorShare = 1m }) with { Sectors = Sectors };
        var account = Account([Given.Holding(10m, 200m, Given.Msft), Given.Holding(-5m, 300m, Spy)], [Given.Order("W", quantity: 20m, symbol: Given.Msft, limit: 200m, reserve: 200m)]);

        // 1,000 of this order, 2,000 held, 4,000 working.
        Value(account, rules, "sectorShare").ShouldBe(0.07m);
        Value(Account([Given.Holding(-10m, 200m, Given.Msft)], []), rules, "sectorShare").ShouldBe(Share(1_000m + 2_000m));
    }

    [Fact]
    public void SectorExposure_OfASymbolWithoutASector_IsMissing()
    {
        var check = Check(Account([], []), Rules(new RiskLimits { MaxSectorShare = 1m }), "sectorShare");

        (check.Code, check.Passed, check.Value).ShouldBe((ReasonCode.MissingInput, false, null));
    }

    [Fact]
    public void StrategyExposure_AddsWhatTheStrategyOpenedAndWhatItHasWorking()
    {
        var rules = Rules(new RiskLimits()) with { Strategies = [new StrategyLimits { Id = new StrategyId("other") }, new StrategyLimits { Id = Given.Strategy, MaxExposureShare = 1m }] };
        var other = new StrategyId("other");
        var account = Account(
            [Given.Holding(10m, 200m, Given.Msft), Given.Holding(5m, 300m, Spy, other)],
            [Given.Order("W1", quantity: 20m, symbol: Spy, limit: 200m, reserve: 200m), Given.Order("W2", quantity: 20m, symbol: Tlt, limit: 200m, reserve: 200m, strategy: other)]);

        Value(account, rules, "strategyExposureShare").ShouldBe(0.07m);
    }

    [Fact]
    public void Correlation_IsTheLargestWithWhatIsHeldOrBeingBought()
    {
        var account = Account([Given.Holding(10m, 200m, Given.Msft), Given.Holding(-5m, 300m, Spy)], []);

        Correlation(account, (Given.Msft, 0.4), (Spy, -0.7), (Tlt, 0.99)).ShouldBe(0.7m);
        Correlation(account, (Given.Msft, 0.4), (Spy, 0.7), (Tlt, 0.99)).ShouldBe(0.4m);
        Correlation(account, (Given.Msft, -0.4), (Spy, 0.7), (Tlt, 0.99)).ShouldBe(-0.4m);
    }

    [Fact]
    public void Correlation_CountsWorkingEntriesAndNotTheSymbolItself()
    {
        var account = Account([Given.Holding(3m)], [Given.Order("W", quantity: 1m, symbol: Given.Msft, limit: 200m, reserve: 200m)]);

        Correlation(account, (Given.Msft, 0.25), (Spy, 0.9)).ShouldBe(0.25m);
    }

    [Fact]
    public void Correlation_OfAnythingUnknown_IsMissing()
    {
        var held = Account([Given.Holding(10m, 200m, Given.Msft)], []);

        Correlation(held, (Spy, 0.5)).ShouldBeNull();
        Correlation(held, (Given.Msft, double.NaN)).ShouldBeNull();
        Value(held, Rules(new RiskLimits { MaxCorrelation = 1m }) with { Analysis = Analysis(new CorrelationTable([Given.Msft], [1d])) }, "correlation").ShouldBeNull();
    }

    [Theory]
    [InlineData(ProtectionScope.Symbol, 50)]
    [InlineData(ProtectionScope.All, 20)]
    public void Cooldown_LooksAtTheExitsOfItsScope(ProtectionScope scope, int minutesAgo)
    {
        var account = Account(
            [Flat(Given.Aapl, 50), Flat(Given.Msft, 20), Flat(Spy, 30), Given.Holding(1m, 50m, Tlt)], []);

        var check = Check(account, Rules(new RiskLimits { Cooldown = TimeSpan.FromHours(1), CooldownScope = scope }), "secondsSinceExit");

        check.Passed.ShouldBeFalse();
        check.UntilUtc.ShouldBe(Given.Now.AddMinutes(60 - minutesAgo));
    }

    [Fact]
    public void Cooldown_AfterExitsOfOthersAlone_ConcernsOnlyTheScopeOfAll()
    {
        var account = Account([Flat(Given.Msft, 20)], []);

        Checks(account, Rules(new RiskLimits { Cooldown = TimeSpan.FromHours(1) })).ShouldNotContain(check => check.Input == "secondsSinceExit");
        Check(account, Rules(new RiskLimits { Cooldown = TimeSpan.FromHours(1), CooldownScope = ProtectionScope.All }), "secondsSinceExit").Passed.ShouldBeFalse();
    }

    [Theory]
    [InlineData(ProtectionScope.Symbol, true)]
    [InlineData(ProtectionScope.All, false)]
    public void StopGuard_CountsTheStopsOfItsScope(ProtectionScope scope, bool passes)
    {
        var account = Account([Stopped(Given.Aapl, 10), Stopped(Given.Msft, 5)], []);

        Check(account, Rules(new RiskLimits { StopGuardStops = 2, StopGuardScope = scope }), "stops").Passed.ShouldBe(passes);
    }

    [Fact]
    public void Correlation_OfAShortSale_CountsTheOtherWay()
    {
        var rules = Rules(new RiskLimits { MaxCorrelation = 1m, AllowShort = true }) with { Analysis = Analysis(new CorrelationTable([Given.Aapl, Given.Msft], [1d, 0.6, 0.6, 1d])) };
        var account = Account([Given.Holding(10m, 200m, Given.Msft)], []);

        var sale = (PlaceReply)AccountDecider.Decide(account, new PlaceOrder(Given.Wish(Side.Sell, quantity: 10m, limit: 100m), Given.Market(), rules, "host", Given.Now.AddSeconds(10), Given.Now)).Reply;

        sale.Decision!.Checks.Single(check => check.Input == "correlation").Value.ShouldBe(-0.6m);
        Value(account, rules, "correlation").ShouldBe(0.6m);
    }

    [Fact]
    public void Correlation_IsRoundedToNineDigits() => Correlation(Account([Given.Holding(10m, 200m, Given.Msft)], []), (Given.Msft, 0.12345678949d)).ShouldBe(0.123456789m);

    [Fact]
    public void Correlation_WithAPositionThatIsBeingSoldAgain_CountsWhatIsLeft()
    {
        // Ten held and ten sold short on top by an entry: nothing is left of either.
        var account = Account([Given.Holding(10m, 200m, Given.Msft)], [Given.Order("W", Side.Sell, 10m, symbol: Given.Msft, limit: 200m, reserve: 200m)]);

        Correlation(account, (Given.Msft, 0.9), (Spy, 0.5)).ShouldBe(-1m);
    }

    [Fact]
    public void Correlation_OfATableBeyondTheStack_IsTheSame()
    {
        Symbol[] symbols = [Given.Aapl, Given.Msft, .. Enumerable.Range(0, 1_100).Select(i => new Symbol($"S{i}"))];
        var values = new double[symbols.Length * symbols.Length];
        values[1] = 0.4;

        Value(Account([Given.Holding(10m, 200m, Given.Msft)], []), Rules(new RiskLimits { MaxCorrelation = 1m }) with { Analysis = Analysis(new CorrelationTable(symbols, values)) }, "correlation").ShouldBe(0.4m);
    }

    [Fact]
    public void Analysis_FeedsItsThreeLimits_AndWithoutOneTheyDeny()
    {
        var rules = Rules(new RiskLimits { MaxCorrelation = 1m, MaxValueAtRisk = 0.05m, MaxStressLoss = 0.3m });
        var analysis = new RiskAnalysis(Given.Now.AddHours(-1), new CorrelationTable([Given.Aapl, Given.Msft], [1d, 0.6, 0.6, 1d]), ValueAtRisk: 0.01m, ExpectedShortfall: 0.02m, StressLoss: 0.1m);
        var account = Account([Given.Holding(10m, 200m, Given.Msft)], []);

        foreach (var (input, value) in ((string, decimal)[])[("correlation", 0.6m), ("valueAtRisk", 0.01m), ("stressLoss", 0.1m)])
        {
            var (known, unknown) = (Check(account, rules with { Analysis = analysis }, input), Check(account, rules, input));
            (known.Passed, known.Value).ShouldBe((true, value));
            (unknown.Passed, unknown.Code, unknown.Value).ShouldBe((false, ReasonCode.MissingInput, null));
        }

        Checks(account, rules with { Analysis = analysis with { AsOfUtc = Given.Now.AddDays(-2) } }).Count(check => check.Code == ReasonCode.MissingInput).ShouldBe(3);
    }

    /// <summary>One that is missing is worse than any that is old; a position opened within the age has its fill for a price.</summary>
    [Theory]
    [InlineData(5, 70, -5, "MSFT", 70)]
    [InlineData(70, 5, -5, "AAPL", 70)]
    [InlineData(70, 70, -5, "AAPL", 70)]
    [InlineData(70, null, -16, "MSFT", null)]
    [InlineData(70, null, -15, "AAPL", 70)]
    [InlineData(5, null, -15, null, null)]
    public void Marks_OfWhatIsHeld_TheWorstCounts(int aapl, int? msft, int openedMinutes, string? worst, int? minutes)
    {
        var account = Account([Given.Holding(10m), Given.Holding(10m, symbol: Given.Msft) with { OpenedUtc = Given.Now.AddMinutes(openedMinutes) }], []);
        var marks = new Dictionary<Symbol, Price> { [Given.Aapl] = new(100m) };
        var times = new Dictionary<Symbol, DateTime> { [Given.Aapl] = Given.Now.AddMinutes(-aapl) };
        if (msft is { } age)
            (marks[Given.Msft], times[Given.Msft]) = (new Price(100m), Given.Now.AddMinutes(-age));
        var market = Given.Market() with { Marks = marks, MarkAges = new MarkAges(new MarkTimes(times), Given.Now, (from, to) => to - from) };
        var command = new PlaceOrder(Given.Wish(quantity: 1m), market, Rules(new RiskLimits()), "host", Given.Now, Given.Now);

        var denials = ((PlaceReply)AccountDecider.Decide(account, command).Reply).Denials.Where(denial => denial.Input == "markAgeSeconds").ToArray();

        denials.Select(denial => denial.Value).ShouldBe(worst is null ? [] : [minutes * 60m]);
        denials.ShouldAllBe(denial => denial.Detail!.Contains(worst!, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ProtectionScope.Symbol, 1)]
    [InlineData(ProtectionScope.All, 3)]
    public void Protections_LookAtTheExitsOfTheirScope_InTheOrderOfTheirTimes(ProtectionScope scope, int stops)
    {
        // By symbol: lost 300, then won 500 in the other one, then lost 300 again.
        var account = Account([Losing(Given.Aapl, (-20, -300m)), Losing(Given.Msft, (-10, 500m), (-5, -300m))], []);
        var limits = new RiskLimits
        {
            StopGuardStops = 9,
            StopGuardScope = scope,
            MinProfit = -9m,
            LowProfitTrades = 1,
            LowProfitScope = scope,
            MaxWindowDrawdown = 9m,
            DrawdownScope = scope,
        };

        Value(account, Rules(limits), "stops").ShouldBe(stops);
        Value(account, Rules(limits), "profit").ShouldBe(scope == ProtectionScope.Symbol ? -0.3m : -100m / 3_000m);
        Value(account, Rules(limits), "windowDrawdown").ShouldBe(0.003m);
    }

    [Fact]
    public void Protections_OfExitsAtOneTime_AreTakenInTheOrderOfTheirIds()
    {
        ClosedExit Exit(string id, int minutes, decimal profit) => new(new ClientOrderId(id), Given.Now.AddMinutes(minutes), new Money(profit), new Money(1_000m), IsStop: false);
        var account = Account(
            [new Holding { Symbol = Given.Aapl, Exits = [Exit("B", -5, 200m)] }, new Holding { Symbol = Given.Msft, Exits = [Exit("X", -10, -100m), Exit("A", -5, -100m)] }], []);

        // X, A, B: down 100, down 200, back. X, B, A would have fallen by 100 at most.
        Check(account, Rules(new RiskLimits { MaxWindowDrawdown = 9m, DrawdownScope = ProtectionScope.All }), "windowDrawdown").Value.ShouldBe(0.002m);
    }

    private static Holding Losing(Symbol symbol, params (int Minutes, decimal Profit)[] exits) => new()
    {
        Symbol = symbol,
        Exits = [.. exits.Select((exit, i) => new ClosedExit(new ClientOrderId($"{symbol}{i}"), Given.Now.AddMinutes(exit.Minutes), new Money(exit.Profit), new Money(1_000m), IsStop: true))],
    };

    private static Holding Flat(Symbol symbol, int minutesAgo) => new() { Symbol = symbol, LastExitUtc = Given.Now.AddMinutes(-minutesAgo) };

    private static Holding Stopped(Symbol symbol, int minutesAgo) => new()
    {
        Symbol = symbol,
        Exits = [new ClosedExit(new ClientOrderId($"X{symbol}"), Given.Now.AddMinutes(-minutesAgo), new Money(-1m), new Money(100m), IsStop: true)],
    };

    private static decimal? Correlation(AccountState account, params (Symbol Symbol, double Value)[] others)
    {
        Symbol[] symbols = [Given.Aapl, .. others.Select(other => other.Symbol)];
        var values = new double[symbols.Length * symbols.Length];
        for (var i = 0; i < others.Length; i++)
        {
            values[i + 1] = others[i].Value;
        }

        values[0] = 1d;
        return Value(account, Rules(new RiskLimits { MaxCorrelation = 1m }) with { Analysis = Analysis(new CorrelationTable(symbols, values)) }, "correlation");
    }

    private static RiskAnalysis Analysis(CorrelationTable table) => new(Given.Now, table, ValueAtRisk: null, ExpectedShortfall: null, StressLoss: null);

    private static TradingRules Rules(RiskLimits limits) => new() { Limits = limits with { DuplicateWindow = null, MaxPortfolioRisk = null } };

    /// <summary>Equity of 100,000, whatever is held.</summary>
    private static AccountState Account(Holding[] holdings, OrderRecord[] orders) =>
        Given.Account(100_000m - holdings.Sum(holding => holding.Position.CostBasis.Amount), holdings, orders);

    private static decimal Share(decimal dollars) => dollars / 100_000m;

    private static decimal? Value(AccountState account, TradingRules rules, string input) => Check(account, rules, input).Value;

    private static ControlCheck Check(AccountState account, TradingRules rules, string input) => Checks(account, rules).Where(check => check.Input == input).ShouldHaveSingleItem();

    private static ControlCheck[] Checks(AccountState account, TradingRules rules)
    {
        var reply = (PlaceReply)AccountDecider.Decide(account, new PlaceOrder(Given.Wish(quantity: 10m, limit: 100m), Given.Market(), rules, "host", Given.Now.AddSeconds(10), Given.Now)).Reply;
        return [.. reply.Decision!.Checks.Where(check => check.Active)];
    }
}
