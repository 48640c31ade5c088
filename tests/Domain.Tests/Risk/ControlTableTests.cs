using System.Globalization;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests.Risk;

/// <summary>Which controls look at an order, and what each of them says: limit and value.</summary>
public sealed class ControlTableTests
{
    [Fact]
    public void Entry_EveryLimitSet_IsMeasuredByEveryControl() => Table(GateCase.AllInputs(), GateCase.AllLimits).ShouldBe([
        "Halted tradingState", "ReduceOnly tradingState", "NotReconciled reconciledUntil", "Restricted symbol", "Unauthorised caller", "Unauthorised strategy",
        "StrategyHalted strategyExecutions 10 2", "Locked fencingToken  0", "NotTradable tradable", "MarketClosed marketOpen", "StaleReference referenceAgeSeconds 60 0",
        "Expired signalAgeSeconds 300 0", "OrderQty quantity 100000 10", "OrderNotional notional 1000000 1000", "AdvShare averageDailyVolumeShare 0.1 0.01",
        "Capital buyingPower 100000 1000", "Capital brokerBuyingPower 200000 1000", "Capital grossExposure 100000 1000", "Concentration symbolShare 0.1 0.01", "Concentration positions 50 4",
        "PositionLimit positionQuantity 1000 10", "PortfolioRisk portfolioRisk 0.05 0.0002", "Concentration sectorShare 0.5 0.02",
        "Concentration strategyPositionShare 0.1 0.01", "Concentration strategyExposureShare 0.5 0.02", "Correlation correlation 0.7 0.2",
        "PortfolioRisk valueAtRisk 0.05 0.01", "PortfolioRisk stressLoss 0.3 0.1", "WindowLimit windowOrders 100 1", "WindowLimit windowQuantity 5000 10", "WindowLimit windowNotional 1000000 1000",
        "Duplicate secondsSinceTwin 5", "Throttled messages 160 1", "Throttled brokerMessages 160 11", "StopRequired stopLoss", "Bracket stopLoss 100 98",
        "Bracket takeProfit 100 110", "Confidence confidence 0.5 0.6", "Cooldown secondsSinceExit 60 3600", "Confidence strategyConfidence 0.5 0.6",
        "StopGuard stops 3 1", "LowProfit profit -0.1 0.1", "Drawdown windowDrawdown 0.1 0.01", "Drawdown drawdown 0.2 0", "Drawdown dailyLoss 0.05 0",
    ]);

    [Fact]
    public void Entry_NoLimitSet_IsMeasuredByWhatNeedsNone() => Table(GateCase.Inputs(), GateCase.NoLimits).ShouldBe([
        "Halted tradingState", "ReduceOnly tradingState", "Locked fencingToken  0", "NotTradable tradable", "MarketClosed marketOpen",
        "StaleReference referenceAgeSeconds  0", "Bracket stopLoss 100 98", "Bracket takeProfit 100 110",
    ]);

    [Fact]
    public void Exit_EveryLimitSet_IsMeasuredByWhatConcernsExits() =>
        Table(GateCase.AllInputs(GateCase.Terms(side: Side.Sell, purpose: OrderPurpose.Exit)), GateCase.AllLimits).ShouldBe([
            "Halted tradingState", "NotReconciled reconciledUntil", "NotTradable tradable", "MarketClosed marketOpen", "Throttled messages 200 1",
            "Throttled brokerMessages 200 11",
        ]);

    [Theory]
    [InlineData(0, 5)]
    [InlineData(60, 3)]
    [InlineData(61, 3)]
    [InlineData(120, 0)]
    public void Executions_OfAStrategy_AreThoseOfThisWindowAndTheOneBefore(int seconds, int expected)
    {
        var inputs = GateCase.Inputs() with { NowUtc = GateCase.Now.AddSeconds(seconds), Activity = new StrategyActivity(new StrategyId("test"), GateCase.Now, 3, 2) };

        RiskGate.Decide(inputs, GateCase.NoLimits with { MaxStrategyExecutions = 9 }).Checks.Single(check => check.Code == ReasonCode.StrategyHalted).Value.ShouldBe(expected);
    }

    private static string[] Table(GateInputs inputs, RiskLimits limits)
    {
        var checks = default(GateChecks);
        RiskGate.Evaluate(inputs, limits, ref checks).ShouldBeTrue();
        return [.. checks.ActiveToArray().Select(check => string.Create(CultureInfo.InvariantCulture, $"{check.Code} {check.Input} {check.Limit:0.######} {check.Value:0.######}").TrimEnd())];
    }
}
