using TradingFunctions.Hosting.Scheduling;

namespace TradingFunctions.Local.Costs;

/// <summary>From what a day did to a month's bill.</summary>
public sealed class CostModel(PriceList prices, DurableBackend backend)
{
    private const decimal SecondsOfAnHour = 3600;
    private const decimal Gigabyte = 1_000_000_000;
    private const decimal BilledBytes = 2048;
    private const decimal SignalRConnectionsOfAUnit = 1000;
    private const decimal SignalRMessagesOfAUnitDay = 1_000_000;
    private const decimal PollingSeconds = 5;

    /// <summary>Of a year: a month has a twelfth of its days.</summary>
    private const decimal DaysOfAMonth = 365m / 12;

    private decimal Days => prices.Assume(Assumed.TradingDays);

    private decimal Hours => prices.Assume(Assumed.Hours);

    public Bill Of(CostScenario scenario)
    {
        CostLine[] lines = [.. Functions(scenario), .. Orchestrations(scenario.Day, backend), .. Store(scenario.Day), .. Messages(scenario), .. Screens(scenario), .. Telemetry(scenario)];
        return new Bill(
            scenario.Name,
            scenario.Day,
            scenario.Connections,
            scenario.Signals,
            lines,
            Math.Round(lines.Sum(line => line.Cost ?? 0), 2),
            [.. lines.Where(line => line.Cost is null && line.Quantity > 0).Select(line => line.Meter).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>Executions of all timers in a month, by their schedules.</summary>
    public decimal TimerExecutions() => prices.Deployment.Timers.Sum(timer => timer.Functions * PerWeek(timer.Schedule)) * DaysOfAMonth / 7;

    private IEnumerable<CostLine> Functions(CostScenario scenario)
    {
        var gb = prices.Deployment.InstanceGb;
        var day = PerDay(scenario.Day);
        var timers = TimerExecutions();
        var queued = scenario.Signals * Days;
        var durable = (day.Turns + day.Activities) * Days;
        var requests = Requests(scenario);
        var busy = (((day.Turns * prices.Assume(Assumed.TurnSeconds)) + (day.Activities * prices.Assume(Assumed.ActivitySeconds))) * Days) + (requests * prices.Assume(Assumed.RequestSeconds));
        yield return Line("Functions", "always ready instances, baseline", Meters.Baseline, prices.Deployment.AlwaysReadyInstances * gb * Hours * SecondsOfAnHour, CostBasis.Assumed);
        yield return Line("Functions", "turns, activities and requests", Meters.ReadyExecutions, durable + requests, scenario.Connections > 0 ? CostBasis.Estimated : CostBasis.Measured);
        yield return Line("Functions", "time of turns, activities and requests", Meters.ReadySeconds, busy * gb, CostBasis.Estimated);
        yield return Line("Functions", "timers and queued signals", Meters.OnDemandExecutions, timers + queued, CostBasis.Assumed);
        yield return Line("Functions", "time of timers and queued signals", Meters.OnDemandSeconds, (timers + queued) * prices.Assume(Assumed.TimerSeconds) * gb, CostBasis.Assumed);
        yield return Line("Storage", "status of timers", Meters.BlobWrites, timers * prices.Assume(Assumed.StoragePerTimer), CostBasis.Assumed);
    }

    /// <summary>What a month of orchestrations costs on the storage account, whatever the bill is made for.</summary>
    public decimal OnStorage(DayCounts counts) => Orchestrations(counts, DurableBackend.Storage).Sum(line => line.Cost ?? 0);

    /// <summary>Actions of a month, in millions.</summary>
    public decimal MillionActions(DayCounts counts) => PerDay(counts).Actions * Days / 1_000_000;

    private IEnumerable<CostLine> Orchestrations(DayCounts counts, DurableBackend of)
    {
        var day = PerDay(counts);
        if (of == DurableBackend.Scheduler)
        {
            yield return Line("Durable Task Scheduler", "actions", Meters.SchedulerActions, day.Actions * Days, CostBasis.Measured);
            yield break;
        }

        var idle = prices.Assume(Assumed.StorageQueues) * Hours * SecondsOfAnHour / PollingSeconds;
        yield return Line("Storage", "messages of orchestrations", Meters.QueueOperations, day.Actions * Days * prices.Assume(Assumed.StoragePerMessage), CostBasis.Estimated);
        yield return Line("Storage", "empty queues asked", Meters.QueueOperations, idle, CostBasis.Assumed);
        yield return Line("Storage", "histories of orchestrations", Meters.TableOperations, day.Turns * Days * prices.Assume(Assumed.TablePerTurn), CostBasis.Estimated);
    }

    private IEnumerable<CostLine> Store(DayCounts counts)
    {
        var sessions = Math.Max(1, counts.Sessions);
        yield return Line("Cosmos DB", "request units", Meters.RequestUnits, counts.Store.RequestUnits / sessions * Days, CostBasis.Estimated);
        yield return Line(
            "Cosmos DB", "stored", Meters.StoredGigabytes, counts.Store.KeptBytes / sessions * (Days / DaysOfAMonth) * prices.Assume(Assumed.RetentionDays) / Gigabyte, CostBasis.Estimated);
    }

    private IEnumerable<CostLine> Messages(CostScenario scenario)
    {
        var idle = prices.Assume(Assumed.BusIdle) * Hours * 60;
        yield return Line("Service Bus", "base charge", Meters.BusBase, Hours, CostBasis.Assumed);
        yield return Line("Service Bus", "operations", Meters.BusOperations, (scenario.Signals * Days * prices.Assume(Assumed.BusPerMessage)) + idle, CostBasis.Assumed);
    }

    private IEnumerable<CostLine> Screens(CostScenario scenario)
    {
        if (scenario.Connections == 0)
        {
            yield break;
        }

        var units = Math.Ceiling(scenario.Connections / SignalRConnectionsOfAUnit);
        var bytes = prices.Assume(Assumed.FrameBytes) + (prices.Assume(Assumed.FrameBytesPerSymbol) * scenario.Day.Symbols);
        var sent = scenario.Connections * prices.Assume(Assumed.Frames) * prices.Deployment.SessionMinutes * Math.Ceiling(bytes / BilledBytes);
        yield return Line("SignalR", "units", Meters.SignalRUnits, units * DaysOfAMonth, CostBasis.Assumed);
        yield return Line("SignalR", "messages beyond the units' own", Meters.SignalRMessages, Math.Max(0, sent - (units * SignalRMessagesOfAUnitDay)) * Days, CostBasis.Assumed);
    }

    private IEnumerable<CostLine> Telemetry(CostScenario scenario)
    {
        var day = PerDay(scenario.Day);
        var executions = ((day.Turns + day.Activities) * Days) + Requests(scenario) + TimerExecutions() + (scenario.Signals * Days);
        yield return Line("Azure Monitor", "telemetry taken in", Meters.Telemetry, executions * prices.Assume(Assumed.TelemetryBytes) / Gigabyte, CostBasis.Estimated);
    }

    private decimal Requests(CostScenario scenario) => scenario.Connections * prices.Assume(Assumed.Requests) * Days;

    private static (decimal Turns, decimal Activities, decimal Actions) PerDay(DayCounts counts)
    {
        var sessions = (decimal)Math.Max(1, counts.Sessions);
        return (counts.Turns / sessions, counts.Activities / sessions, counts.Actions / sessions);
    }

    private CostLine Line(string service, string what, string meter, decimal quantity, CostBasis basis) =>
        new(service, what, meter, Math.Round(quantity, 3), basis, prices.Price(meter).Of(quantity) is { } cost ? Math.Round(cost, 2) : null);

    /// <summary>Times of a schedule in a week. Schedules of timers are in UTC; that this counts them in New York time changes nothing over a week without a change of the clocks.</summary>
    private static int PerWeek(string schedule)
    {
        var (parsed, from) = (NewYorkSchedule.Parse(schedule), new DateTime(2024, 5, 5, 4, 0, 0, DateTimeKind.Utc));
        var count = 0;
        for (var next = parsed.Next(from.AddTicks(-1)); next < from.AddDays(7); next = parsed.Next(next.Value))
        {
            count++;
        }

        return count;
    }
}

/// <summary>What keeps the orchestrations.</summary>
public enum DurableBackend
{
    /// <summary>Queues, tables and blobs of the app's storage account.</summary>
    Storage,

    /// <summary>Durable Task Scheduler, paid by the action.</summary>
    Scheduler,
}
