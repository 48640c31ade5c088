using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Signals;

namespace TradingFunctions.Domain.Tests.Monitoring;

public sealed class AlertEvaluatorTests
{
    private static readonly MonitoringPlan Plan = Some.Plan(
        new PlanTrigger("in", AlertIntent.Enter, [PlanCondition.PriceAbove(1)], Confidence: 0.7),
        new PlanTrigger("short", AlertIntent.Enter, [PlanCondition.PriceAbove(1)], EntrySide: Side.Sell),
        Some.Trigger(PlanCondition.PriceAbove(1), AlertIntent.Exit, "out")) with
    { StopLossFraction = 0.02, TakeProfitFraction = 0.05 };

    [Fact]
    public void Decide_Entry_TradesWithStopAndProfitOfThePlan()
    {
        var decision = Decide(AlertOf(AlertIntent.Enter, "in"));

        decision.Kind.ShouldBe(DecisionKind.Trade);
        decision.Reason.ShouldBe(DecisionReason.EntryMet);
        var signal = decision.Signal.ShouldNotBeNull();
        signal.Id.Value.ShouldBe("2013-10-08_IBM_7");
        signal.Action.ShouldBe(SignalAction.Buy);
        signal.Quantity.ShouldBeNull();
        signal.PriceTarget.ShouldBeNull();
        signal.StopLoss.ShouldBe(new Price(98.12m)); // 100.13 * 0.98 = 98.1274, down to the cent
        signal.TakeProfit.ShouldBe(new Price(105.14m)); // 105.1365, up
        signal.Confidence.ShouldBe(0.7);
        signal.Strategy.ShouldBe(Plan.Strategy);
        signal.TimestampUtc.ShouldBe(Some.Minute(60));
        signal.Metadata["trigger"].ShouldBe("in");
    }

    [Fact]
    public void Decide_ShortEntry_SellsWithTheSidesReversed()
    {
        var signal = Decide(AlertOf(AlertIntent.Enter, "short")).Signal!;

        signal.Action.ShouldBe(SignalAction.Sell);
        signal.StopLoss.ShouldBe(new Price(102.14m));
        signal.TakeProfit.ShouldBe(new Price(95.12m));
    }

    [Theory]
    [InlineData(0.5, 0.49, 0.525)]
    [InlineData(0.00011, 0.0001, 0.0002)]
    public void Decide_EntryBelowADollar_UsesFourDecimals(double price, double stop, double profit)
    {
        var signal = Decide(AlertOf(AlertIntent.Enter, "in") with { LastPrice = price }).Signal!;

        signal.StopLoss.ShouldBe(new Price((decimal)stop));
        signal.TakeProfit.ShouldBe(new Price((decimal)profit));
    }

    [Fact]
    public void Decide_EntryOfATriggerThatThePlanInForceLacks_IsIgnored()
    {
        Reason(AlertOf(AlertIntent.Enter, "gone")).ShouldBe(DecisionReason.PlanReplaced);
        Reason(AlertOf(AlertIntent.Enter, "out")).ShouldBe(DecisionReason.PlanReplaced);
        Decide(AlertOf(AlertIntent.Enter, "in") with { PlanVersion = 9 }).Kind.ShouldBe(DecisionKind.Trade);
    }

    [Fact]
    public void Decide_EntryWhileHolding_IsIgnored() =>
        Reason(AlertOf(AlertIntent.Enter, "in"), Some.Long(100, Some.Open)).ShouldBe(DecisionReason.AlreadyHolding);

    [Theory]
    [InlineData(300, DecisionReason.EntryMet)]
    [InlineData(300.001, DecisionReason.TooOld)]
    public void Decide_EntryOfAge_IsTradedUpToTheLimit(double seconds, DecisionReason expected) =>
        Reason(AlertOf(AlertIntent.Enter, "in"), nowUtc: Some.Minute(60).AddSeconds(seconds)).ShouldBe(expected);

    [Theory]
    [InlineData(375, DecisionReason.EntryMet)] // 15:45
    [InlineData(375.01, DecisionReason.NearClose)]
    [InlineData(390, DecisionReason.MarketClosed)]
    public void Decide_EntryNearTheClose_IsIgnored(double minute, DecisionReason expected) =>
        Reason(AlertOf(AlertIntent.Enter, "in") with { AtUtc = Some.Minute(minute) }, nowUtc: Some.Minute(minute)).ShouldBe(expected);

    [Fact]
    public void Decide_EntryOnADailyBar_IsTradedAtTheClose()
    {
        var rules = AlertRules.For(TimeSpan.FromDays(1));

        AlertEvaluator.Decide(AlertOf(AlertIntent.Enter, "in") with { AtUtc = Some.Minute(390) }, Plan, default, Some.Minute(390), rules).Kind.ShouldBe(DecisionKind.Trade);
    }

    [Fact]
    public void Decide_EntryOfAnExpiredPlan_IsIgnored()
    {
        var plan = Plan with { ValidToUtc = Some.Minute(60) };

        AlertEvaluator.Decide(AlertOf(AlertIntent.Enter, "in"), plan, default, Some.Minute(60).AddTicks(-1), new AlertRules()).Kind.ShouldBe(DecisionKind.Trade);
        AlertEvaluator.Decide(AlertOf(AlertIntent.Enter, "in"), plan, default, Some.Minute(60), new AlertRules()).Reason.ShouldBe(DecisionReason.PlanExpired);
    }

    [Fact]
    public void Decide_EntryWithLowConfidence_IsIgnored()
    {
        Decided(0.7).ShouldBe(DecisionReason.EntryMet);
        Decided(0.71).ShouldBe(DecisionReason.LowConfidence);

        static DecisionReason Decided(double least) =>
            AlertEvaluator.Decide(AlertOf(AlertIntent.Enter, "in"), Plan, default, Some.Minute(60), new AlertRules(MinConfidence: least)).Reason;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(10_000_001)]
    public void Decide_EntryWithoutAPrice_IsIgnored(double price) =>
        Reason(AlertOf(AlertIntent.Enter, "in") with { LastPrice = price }).ShouldBe(DecisionReason.NoPrice);

    [Fact]
    public void Decide_Exit_ClosesWhateverItsAgeOrThePlan()
    {
        var late = AlertEvaluator.Decide(AlertOf(AlertIntent.Exit, "gone"), Plan with { ValidToUtc = Some.Minute(1) }, Some.Long(100, Some.Open), Some.Minute(389), new AlertRules());

        late.Reason.ShouldBe(DecisionReason.ExitMet);
        late.Signal!.Action.ShouldBe(SignalAction.Sell);
        late.Signal.Quantity.ShouldBeNull();
        late.Signal.StopLoss.ShouldBeNull();
        Reason(AlertOf(AlertIntent.Exit, "out")).ShouldBe(DecisionReason.NothingToExit);
    }

    [Fact]
    public void Decide_ExitOfAShortPosition_BuysWhatIsShort()
    {
        var signal = Decide(AlertOf(AlertIntent.Exit, "out"), Some.Short(100, Some.Open)).Signal!;

        signal.Action.ShouldBe(SignalAction.Buy);
        signal.Quantity.ShouldBe(new Quantity(10));
    }

    [Fact]
    public void Decide_ReviewAndInform_AskForAPlanOrNothing()
    {
        var review = Decide(AlertOf(AlertIntent.Review, "watch"));
        review.Kind.ShouldBe(DecisionKind.UpdatePlan);
        review.PlanChange.ShouldBe("watch");

        Reason(AlertOf(AlertIntent.Inform, "note")).ShouldBe(DecisionReason.InformOnly);
        Reason(AlertOf(AlertIntent.Inform, "note"), Some.Long(1, Some.Open), Some.Open.AddDays(2)).ShouldBe(DecisionReason.PlanOutOfDate);
    }

    [Fact]
    public void SignalIdOf_AnyRunAndSymbol_IsValidAndUnique()
    {
        string[] runs = ["r", "r_A", "r_A_1", new('r', 100), new string('r', 99) + "s"];
        string[] symbols = ["A", "A/B", "AxB".ToUpperInvariant(), "A.B", "A-B", "ABCDEFGHIJKLMNOP"];

        var ids = from run in runs from symbol in symbols from n in new[] { 1, 11, int.MaxValue } select AlertEvaluator.SignalIdOf(new RunId(run), new Symbol(symbol), n);

        ids.Distinct().Count().ShouldBe(runs.Length * symbols.Length * 3);
    }

    private static Alert AlertOf(AlertIntent intent, string trigger) => new(
        Some.Run, Some.Symbol, 7, Some.Minute(60), intent, trigger, [ConditionKind.PriceAbove], new Dictionary<string, double>(), 0.7, 1, 100.13, 0);

    private static AlertDecision Decide(Alert alert, PositionContext position = default, DateTime? nowUtc = null) =>
        AlertEvaluator.Decide(alert, Plan, position, nowUtc ?? Some.Minute(60), new AlertRules());

    private static DecisionReason Reason(Alert alert, PositionContext position = default, DateTime? nowUtc = null) => Decide(alert, position, nowUtc).Reason;
}
