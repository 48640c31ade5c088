using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Local.Tests.Replay;
using TradingFunctions.Pipeline;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.TestKit.Stores;

namespace TradingFunctions.Local.Tests.Pipeline;

/// <summary>A plan with one trigger of every kind on a session in which each of them is met once.</summary>
public sealed class PlantedTriggersTests
{
    private static readonly PlanTrigger[] Triggers =
    [
        new("price-above", AlertIntent.Enter, [PlanCondition.PriceAbove(105)]),
        new("price-below", AlertIntent.Inform, [PlanCondition.PriceBelow(97)]),
        new("change", AlertIntent.Inform, [PlanCondition.ChangeOverMinutes(10, 0.05)]),
        new("volume", AlertIntent.Inform, [PlanCondition.VolumeSpike(20, 5)]),
        new("averages", AlertIntent.Inform, [PlanCondition.MovingAverageCross(4, 20, Relation.Below)]),
        new("rsi", AlertIntent.Inform, [PlanCondition.Rsi(14, Relation.Above, 87)]),
        new("spread", AlertIntent.Inform, [PlanCondition.Spread(0.01)]),
        new("stale", AlertIntent.Inform, [PlanCondition.StaleData(180)]),
        new("time", AlertIntent.Inform, [PlanCondition.TimeOfDay(new TimeOnly(10, 0), new TimeOnly(10, 1))]),
        new("trailing", AlertIntent.Exit, [PlanCondition.TrailingStop(0.04)]),
    ];

    [Fact]
    public void Plan_HasEveryKindOnce_ButThoseThatAskStrategies() =>
        Triggers.SelectMany(t => t.Conditions).Select(c => c.Kind).Order().ShouldBe(
            Enum.GetValues<ConditionKind>().Except([ConditionKind.StrategyBuy, ConditionKind.StrategySell, ConditionKind.StrategyExit]).Order());

    [Fact]
    public async Task PlantedSession_EveryKindOnce_RaisesExactlyTheseAlerts()
    {
        using var folder = new TempFolder();
        var bars = PlantedMinutes.Write(folder["planted.csv"]);
        await using var bench = new PipelineBench(folder, bars.Series, bars.Period, new InMemoryDocumentStore(), PipelineCatalog.All, CrashAt.Nowhere);
        await bench.Plan([PlanOf("CALM"), PlanOf("PLANT")]);

        await bench.RunSession();

        var alerts = await bench.Get<AlertStore>().ReadAll(PipelineBench.Run, CancellationToken.None).ToListAsync();
        Told(alerts, "CALM").ShouldBe(["1 10:00 time"]);
        Told(alerts, "PLANT").ShouldBe(
        [
            "1 10:00 time",
            "2 10:15 spread",
            "3 10:30 volume",
            // The last price is of 10:45: at 10:48 it is 180 seconds old and not more.
            "4 10:49 stale",
            "5 11:30 price-above",
            "6 11:30 change",
            "7 11:30 rsi",
            "8 12:30 averages",
            "9 12:30 trailing",
            "10 12:33 price-below",
        ]);
        await CheckDecisions(bench, alerts);
    }

    /// <summary>The entry and the exit are traded, all others are for information.</summary>
    private static async Task CheckDecisions(PipelineBench bench, List<Alert> alerts)
    {
        var decisions = await bench.Get<DecisionStore>().ReadAll(PipelineBench.Run, CancellationToken.None).ToListAsync();
        decisions.Count.ShouldBe(alerts.Count);
        decisions.Where(d => d.Decision.Kind == DecisionKind.Trade).Select(d => (d.Alert.Symbol.Value, d.Alert.Sequence, d.Decision.Reason))
            .ShouldBe([("PLANT", 5, DecisionReason.EntryMet), ("PLANT", 9, DecisionReason.ExitMet)]);
        decisions.Where(d => d.Decision.Kind != DecisionKind.Trade).ShouldAllBe(d => d.Decision.Reason == DecisionReason.InformOnly);
        var outcomes = await bench.Get<DecisionStore>().ReadOutcomes(PipelineBench.Run, CancellationToken.None).ToListAsync();
        outcomes.Select(o => o.Sequence).ShouldBe([5, 9]);
        outcomes.ShouldAllBe(o => o.Denials.Length == 0);
    }

    private static string[] Told(IEnumerable<Alert> alerts, string symbol) =>
        [.. alerts.Where(a => a.Symbol.Value == symbol).Select(a => $"{a.Sequence} {ExchangeCalendar.ToNewYork(a.AtUtc):HH:mm} {a.Trigger}")];

    private static MonitoringPlan PlanOf(string symbol)
    {
        var plan = new MonitoringPlan(
            PipelineBench.Run, new Symbol(symbol), Version: 1, PlanAuthor.Person, new StrategyId("planted"), PipelineBench.StartUtc, PipelineBench.Session.CloseUtc.AddMinutes(1), Triggers, [], StopLossFraction: 0.2);
        PlanValidator.Validate(plan, PlanLimits.Default).ShouldBeEmpty();
        return plan;
    }
}
