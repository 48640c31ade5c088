using TradingFunctions.Domain;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Domain.Sizing;
using TradingFunctions.Pipeline.Planning;

namespace TradingFunctions.Pipeline.Tests.Planning;

/// <summary>Whatever a model answers: a plan is within the hard limits or refused, and what is ordered is a part of what the rules order.</summary>
public sealed class FuzzedAnswerTests
{
    private const int Answers = 10_000;
    private const int Samples = 25;

    private static readonly TradingRules[] Sizings =
    [
        new() { Limits = new RiskLimits() },
        new() { Sizing = new SizingOptions { Method = SizingMethod.FixedFraction } },
        new() { Sizing = new SizingOptions { Method = SizingMethod.FixedRisk } },
    ];

    [Fact]
    public void Plans_Of10000FuzzedAnswers_AreWithinTheLimitsAndOrderAPartOfTheRulesOrders()
    {
        var (accepted, refused, orders) = (0, 0, 0);
        for (var s = 0; s < Samples; s++)
        {
            var sample = new PlanningSamples(s);
            var ordersOfRules = Orders(sample, sample.Rules, advice: null);
            for (var i = 0; i < Answers / Samples; i++)
            {
                var fuzz = new AnswerFuzz((s * Answers) + i, sample);
                var (plan, refusal) = PlanAnswer.Read(fuzz.Plan(), sample.Rules, PlanLimits.Default);
                if (plan is null)
                {
                    refusal.ShouldNotBeNullOrWhiteSpace();
                    refused++;
                    continue;
                }

                accepted++;
                ShouldBeWithinTheLimits(plan, sample.Rules);
                var ordered = Orders(sample, plan, fuzz.Advice);
                orders += ordered.Count;
                foreach (var order in ordered)
                {
                    var ofRules = ordersOfRules.Find(o => o.AtUtc == order.AtUtc && o.Trigger == order.Trigger && o.Side == order.Side);
                    ofRules.ShouldNotBeNull($"{order} is no order of the rules.");
                    for (var q = 0; q < Sizings.Length; q++)
                    {
                        order.Quantities[q].ShouldBeLessThanOrEqualTo(ofRules.Quantities[q]);
                    }
                }
            }
        }

        // The property means nothing unless all of it happens.
        accepted.ShouldBeGreaterThan(Answers / 5);
        refused.ShouldBeGreaterThan(Answers / 3);
        orders.ShouldBeGreaterThan(Answers / 10);
    }

    private static void ShouldBeWithinTheLimits(MonitoringPlan plan, MonitoringPlan rules)
    {
        PlanValidator.Validate(plan, PlanLimits.Default).ShouldBeEmpty();
        plan.Author.ShouldBe(PlanAuthor.Llm);
        (plan with { Author = rules.Author, Triggers = rules.Triggers, Reasons = rules.Reasons }).ShouldBe(rules);
        plan.Triggers.Where(t => t.Intent == AlertIntent.Exit).ShouldBe(rules.Triggers.Where(t => t.Intent == AlertIntent.Exit));
        foreach (var entry in plan.Triggers.Where(t => t.Intent == AlertIntent.Enter))
        {
            var own = rules.FindTrigger(entry.Name).ShouldNotBeNull();
            (entry with { Confidence = own.Confidence, Guards = null, Size = null }).ShouldBe(own);
            entry.Confidence.ShouldBeLessThanOrEqualTo(own.Confidence);
            (entry.Size ?? 1).ShouldBeInRange(double.Epsilon, 1);
        }

        foreach (var added in plan.Triggers.Where(t => rules.FindTrigger(t.Name) is null))
        {
            added.Intent.ShouldBeOneOf(AlertIntent.Review, AlertIntent.Inform);
        }
    }

    private sealed record Ordered(DateTime AtUtc, string Trigger, Side Side, decimal[] Quantities);

    /// <summary>What a plan comes to: its alerts, decided by the rules, advised, sized in every way.</summary>
    private static List<Ordered> Orders(PlanningSamples sample, MonitoringPlan plan, Func<string>? advice)
    {
        var orders = new List<Ordered>();
        var sequence = 0;
        foreach (var fired in sample.Fire(plan))
        {
            sequence++;
            var alert = new Alert(
                plan.Run, plan.Symbol, sequence, fired.AtUtc, fired.Intent, fired.Trigger, fired.Conditions, fired.Data, fired.Confidence, plan.Version, fired.Price, FencingToken: 0);
            var decision = AlertEvaluator.Decide(alert, plan, default, fired.AtUtc, new AlertRules());
            if (advice is not null && decision.Kind == DecisionKind.Trade && AdviceAnswer.Read(advice(), alert).Advice is { } advised)
            {
                decision = AdviceAnswer.Apply(decision, advised);
            }

            if (decision is { Kind: DecisionKind.Trade, Signal: { } signal })
            {
                decimal[] quantities = Array.ConvertAll(Sizings, rules => Quantity(signal, decision.Size, rules));
                if (quantities.Any(quantity => quantity > 0m))
                {
                    orders.Add(new Ordered(fired.AtUtc, fired.Trigger, signal.Action == SignalAction.Buy ? Side.Buy : Side.Sell, quantities));
                }
            }
        }

        return orders;
    }

    private static decimal Quantity(TradingSignal signal, decimal? size, TradingRules rules)
    {
        var account = AccountState.Empty(new AccountId("main"));
        account = account with { Ledger = account.Ledger with { Cash = new Money(1_000_000m), StartEquity = new Money(1_000_000m) } };
        var reference = new Price(Math.Round(signal.StopLoss!.Value.Amount * 1.02m, 2));
        var market = new MarketView(reference, signal.TimestampUtc, TimeSpan.FromMinutes(1), IsOpen: true, Tradable: true, Shortable: true, Volume: null, new Dictionary<Symbol, Price>());
        var wish = new TradeWish(
            new ClientOrderId("ORDER"), "origin", signal.Symbol, signal.Action == SignalAction.Buy ? Side.Buy : Side.Sell, signal.Strategy, signal.Quantity, signal.PriceTarget, signal.StopLoss,
            signal.TakeProfit, (decimal)signal.Confidence, signal.TimestampUtc, Size: size ?? 1m);
        var plan = OrderPlanner.Plan(wish, account, Valuation.Of(account, market.Marks), market, rules);
        return plan.Refusal is null ? plan.Terms.Quantity.Shares : 0m;
    }
}
