using TradingFunctions.Local.Scheduling;
using TradingFunctions.Pipeline;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;

namespace TradingFunctions.Local.Hosting;

/// <summary>What the pipeline does by the clock, the same live and in virtual time.</summary>
public static class PipelineTriggers
{
    /// <summary>Starts a scan at every slot of the schedule. The id of the scan is the slot: a second start changes nothing.</summary>
    public static CronTrigger Scan(string schedule, IOrchestrationClient orchestrations) => new(
        "scan",
        NewYorkSchedule.Parse(schedule),
        (slot, cancellationToken) => orchestrations.Start(
            PipelineCatalog.MarketScan, InstanceIds.Scan(slot.DueUtc), new ScanRequest(slot.DueUtc), StartPolicy.Once, cancellationToken));
}
