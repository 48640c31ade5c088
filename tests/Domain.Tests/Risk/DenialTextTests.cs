using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests.Risk;

/// <summary>What a caller reads where limit and value are no numbers.</summary>
public sealed class DenialTextTests
{
    private static readonly RiskLimits None = GateCase.NoLimits;
    private static readonly StrategyLimits Listed = new() { Id = new StrategyId("test") };

    public static TheoryData<string, string?> Cases => new()
    {
        { "halted", "trading is halted" },
        { "reducing", "trading is reducing" },
        { "reconciled", "the last reconciliation counted until 2024-03-06T14:59:59Z" },
        { "neverReconciled", "books and broker have not been reconciled yet" },
        { "restricted", "AAPL is one of risk.restrictedSymbols" },
        { "caller", "eve is none of risk.authorisedCallers" },
        { "noCaller", "nobody is none of risk.authorisedCallers" },
        { "unlisted", "strategy test is not listed" },
        { "disabled", "strategy test is not enabled" },
        { "strategyHalted", "strategy test went off: 9 executions" },
        { "locked", "AAPL is locked by ann until 2024-03-06T15:05:00Z" },
        { "staleToken", "AAPL is not locked under this token" },
        { "notTradable", "the market has no AAPL" },
        { "closed", "the market is closed" },
        { "noShorts", "risk.allowShort is off" },
        { "strategyNoShorts", "strategy test may not sell short" },
        { "notTraded", "the broker takes no orders in AAPL" },
        { "maybeShortable", "the broker did not say whether AAPL can be sold short" },
        { "notShortable", "AAPL cannot be sold short" },
        { "noStop", "risk.requireStop asks for a stop loss and there is none" },
        { "noPrice", "there is no price of AAPL" },
        { "stale", null },
        { "noMark", "there is no price of MSFT, which is held" },
        { "oldMark", "the price of MSFT, which is held, is too old" },
        { "fewSessions", "the volume of 7 sessions of AAPL is known, 20 are needed" },
        { "oldSessions", "the newest session of AAPL whose volume is known is 2024-03-01" },
        { "noVolume", "averageDailyVolumeShare is not known" },
        { "quantity", null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Denial_OfOneReason_SaysIt(string name, string? expected)
    {
        var (limits, inputs) = Case(name);

        RiskGate.Decide(inputs, limits).Denials.ShouldHaveSingleItem().Detail.ShouldBe(expected);
    }

    private static (RiskLimits Limits, GateInputs Inputs) Case(string name)
    {
        var ok = GateCase.Inputs();
        var shorting = GateCase.Inputs(GateCase.Terms(side: Side.Sell, stop: null, profit: null));
        return name switch
        {
            "halted" => (None, ok with { State = TradingState.Halted }),
            "reducing" => (None, ok with { State = TradingState.Reducing }),
            "reconciled" => (None with { RequireReconciliation = true }, ok with { ReconciledUntilUtc = GateCase.Now.AddSeconds(-1) }),
            "neverReconciled" => (None with { RequireReconciliation = true }, ok with { ReconciledUntilUtc = null }),
            "restricted" => (None with { RestrictedSymbols = [new Symbol("AAPL")] }, ok),
            "caller" => (None with { AuthorisedCallers = [new CallerId("ann")] }, ok with { Caller = new CallerId("eve") }),
            "noCaller" => (None with { AuthorisedCallers = [new CallerId("ann")] }, ok),
            "unlisted" => (None with { RequireListedStrategy = true }, ok),
            "disabled" => (None, ok with { Strategy = Listed with { Enabled = false } }),
            "strategyHalted" => (None, ok with { Activity = new StrategyActivity(new StrategyId("test"), GateCase.Now, 9, 0, GateCase.Now, "9 executions") }),
            "locked" => (None, ok with { Lock = new SymbolLock(new Symbol("AAPL"), 2, "ann", GateCase.Now, GateCase.Now.AddMinutes(5)) }),
            "staleToken" => (None, ok with { FencingToken = 3, Lock = null }),
            "notTradable" => (None, ok with { Tradable = false }),
            "closed" => (None, ok with { MarketOpen = false }),
            "noShorts" => (None, shorting),
            "strategyNoShorts" => (None with { AllowShort = true }, shorting with { Strategy = Listed }),
            "notTraded" => (None, ok with { BrokerRefuses = true }),
            "maybeShortable" => (None with { AllowShort = true }, shorting with { Shortable = null }),
            "notShortable" => (None with { AllowShort = true }, shorting with { Shortable = false, Strategy = Listed with { AllowShort = true } }),
            "noStop" => (None with { RequireStop = true }, GateCase.Inputs(GateCase.Terms(stop: null))),
            "noPrice" => (None with { MaxReferenceAge = TimeSpan.FromSeconds(5) }, GateCase.Inputs(GateCase.Terms(stop: null, profit: null)) with { Reference = null }),
            "stale" => (None with { MaxReferenceAge = TimeSpan.FromSeconds(5) }, ok with { ReferenceUtc = GateCase.Now.AddSeconds(-6) }),
            "noMark" => (None with { MaxMarkAge = TimeSpan.FromMinutes(15) }, ok with { WorstMark = new MarkReading(new Symbol("MSFT"), Age: null) }),
            "oldMark" => (None with { MaxMarkAge = TimeSpan.FromMinutes(15) }, ok with { WorstMark = new MarkReading(new Symbol("MSFT"), TimeSpan.FromHours(1)) }),
            "fewSessions" => (None with { MaxVolumeShare = 0.1m }, ok with { Volume = new DailyVolume(1m, 7, new DateOnly(2024, 3, 5), IsCurrent: true) }),
            "oldSessions" => (None with { MaxVolumeShare = 0.1m }, ok with { Volume = new DailyVolume(1m, 20, new DateOnly(2024, 3, 1), IsCurrent: false) }),
            "noVolume" => (None with { MaxVolumeShare = 0.1m }, ok with { Volume = null }),
            "quantity" => (None with { MaxOrderQuantity = new Quantity(9m) }, ok),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }
}
