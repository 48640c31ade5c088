namespace TradingFunctions.Local.Costs;

/// <summary>What a day of the pipeline did, as a bill counts it. Everything in it was counted.</summary>
/// <param name="Symbols">Monitored from the open to the close.</param>
/// <param name="Sessions">Sessions that were replayed; the other figures are of all of them.</param>
/// <param name="Turns">Turns of orchestrations.</param>
/// <param name="Activities">Activities that ran.</param>
/// <param name="Received">Starts, results, timers and events that turns worked on.</param>
/// <param name="HistoryEvents">Events that the turns added to histories.</param>
/// <param name="Broker">Calls of the broker.</param>
/// <param name="MarketData">Requests of market data.</param>
public sealed record DayCounts(
    int Symbols, int Sessions, long Turns, long Activities, long Received, long HistoryEvents, StoreCounts Store, long Broker, long MarketData, long Alerts, long Orders)
{
    public static readonly DayCounts Nothing = new(0, 1, 0, 0, 0, 0, StoreCounts.Nothing, 0, 0, 0, 0);

    /// <summary>Messages that start a turn or an activity: what the Durable Task Scheduler calls an action.</summary>
    public long Actions => Received + Activities;
}

/// <summary>Calls of the document store with what they are estimated to cost.</summary>
/// <param name="Reads">Point reads.</param>
/// <param name="Queries">Queries inside a partition.</param>
/// <param name="Batches">Transactions.</param>
/// <param name="Writes">Documents created, replaced or deleted in them.</param>
/// <param name="WrittenBytes">Of documents created or replaced.</param>
/// <param name="KeptBytes">Of documents created, whether or not they were deleted later: more than what stays.</param>
/// <param name="RequestUnits">By the table of the price list.</param>
public sealed record StoreCounts(long Reads, long Queries, long Batches, long Writes, long WrittenBytes, long KeptBytes, decimal RequestUnits)
{
    public static readonly StoreCounts Nothing = new(0, 0, 0, 0, 0, 0, 0);
}
