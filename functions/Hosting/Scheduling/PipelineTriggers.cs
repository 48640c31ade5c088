using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Day;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Learning;
using TradingFunctions.Pipeline.MarketData;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Retention;

namespace TradingFunctions.Hosting.Scheduling;

/// <summary>What the pipeline does by the clock, the same live and in virtual time.</summary>
public static class PipelineTriggers
{
    public const string ScanName = "scan";
    public const string DayName = "day";
    public const string LiquidationName = "liquidation";
    public const string RetentionName = "retention";
    public const string IngestionName = "ingestion";
    public const string RetrainingName = "retraining";

    private const string EveryMinute = "0 * 9-16 * * 1-5";
    private const string DayEnd = "0 0 17 * * 1-5";
    private const string SaturdayMorning = "0 0 6 * * 6";
    private const string SaturdayAfterClearUp = "0 0 8 * * 6";
    private const string BeforeOpen = "0 0 9 * * 1-5";

    /// <summary>The triggers of trading, live or in virtual time.</summary>
    /// <param name="market">Where a bar is a session nothing is liquidated: an order could only fill at the next open.</param>
    public static IReadOnlyList<CronTrigger> Of(TradingOptions options, IMarketData market, IOrchestrationClient orchestrations)
    {
        var triggers = new List<CronTrigger> { Scan(options.Scan.Schedule, orchestrations), EndOfDay(orchestrations) };
        if (options.Day.LiquidateBeforeClose is { } before && market.BarPeriod < TimeSpan.FromDays(1))
        {
            triggers.Add(Liquidation(before, orchestrations));
        }

        return triggers;
    }

    /// <summary>Closes the trading day at 17:00. On a day without a session it closes what was missed, if anything.</summary>
    public static CronTrigger EndOfDay(IOrchestrationClient orchestrations) => new(
        DayName,
        NewYorkSchedule.Parse(DayEnd),
        (slot, cancellationToken) => orchestrations.Start(
            PipelineCatalog.EndOfDay, InstanceIds.EndOfDay(NewYorkDate(slot)), new DayRequest(slot.DueUtc), StartPolicy.Once, cancellationToken));

    /// <summary>Clears up on Saturdays. Not in replays: what they leave behind is looked at as it is.</summary>
    public static CronTrigger Retention(IOrchestrationClient orchestrations) => new(
        RetentionName,
        NewYorkSchedule.Parse(SaturdayMorning),
        (slot, cancellationToken) => orchestrations.Start(
            PipelineCatalog.ClearUp, InstanceIds.ClearUp(slot.DueUtc), new RetentionRequest(slot.DueUtc), StartPolicy.Once, cancellationToken));

    /// <summary>Takes in the minute that has just ended, while a session lasts and a little after it. Not in replays: their bars are all there.</summary>
    public static CronTrigger Ingestion(TradingOptions options, IOrchestrationClient orchestrations) => new(
        IngestionName,
        NewYorkSchedule.Parse(EveryMinute),
        (slot, cancellationToken) => options.Ingestion.IsOn(options.Market.Kind)
            ? orchestrations.Start(PipelineCatalog.IngestBars, InstanceIds.Ingestion(slot.DueUtc), new IngestRequest(slot.DueUtc), StartPolicy.Once, cancellationToken)
            : Task.CompletedTask);

    /// <summary>Has the model trained anew for the week that has ended, if the end of its last day has not: a day whose bars came late is closed without. Not in replays.</summary>
    public static CronTrigger Retraining(TradingOptions options, IOrchestrationClient orchestrations) => new(
        RetrainingName,
        NewYorkSchedule.Parse(SaturdayAfterClearUp),
        (slot, cancellationToken) => options.Learning.Enabled
            ? RetrainingStep.Start(orchestrations, ExchangeCalendar.PreviousSession(NewYorkDate(slot)).Date, RetrainingStep.WeekEnds, cancellationToken)
            : Task.CompletedTask);

    /// <summary>Before every session starts what will wait for its last minutes.</summary>
    public static CronTrigger Liquidation(TimeSpan beforeClose, IOrchestrationClient orchestrations) => new(
        LiquidationName,
        NewYorkSchedule.Parse(BeforeOpen),
        (slot, cancellationToken) => ExchangeCalendar.SessionOn(NewYorkDate(slot)) is { } session
            ? orchestrations.Start(
                PipelineCatalog.Liquidation,
                InstanceIds.Liquidation(session.Date),
                new LiquidationRequest(session.Date, session.CloseUtc - beforeClose, session.CloseUtc),
                StartPolicy.Once,
                cancellationToken)
            : Task.CompletedTask);

    /// <summary>Starts a scan at every slot of the schedule. The id of the scan is the slot: a second start changes nothing.</summary>
    public static CronTrigger Scan(string schedule, IOrchestrationClient orchestrations) => new(
        ScanName,
        NewYorkSchedule.Parse(schedule),
        (slot, cancellationToken) => orchestrations.Start(
            PipelineCatalog.MarketScan, InstanceIds.Scan(slot.DueUtc), new ScanRequest(slot.DueUtc), StartPolicy.Once, cancellationToken));

    private static DateOnly NewYorkDate(CronSlot slot) => DateOnly.FromDateTime(ExchangeCalendar.ToNewYork(slot.DueUtc));
}
