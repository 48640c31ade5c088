using System.Globalization;

namespace TradingFunctions.Hosting.Scheduling;

/// <summary>One time at which a trigger fires.</summary>
/// <param name="Trigger">Name of the trigger.</param>
/// <param name="DueUtc">When it is due by its schedule.</param>
/// <param name="IsPastDue">It comes late because nobody was there; times between it and the one before were left out.</param>
public sealed record CronSlot(string Trigger, DateTime DueUtc, bool IsPastDue)
{
    /// <summary>The same for the same time, however often it fires: what is started for it is started once.</summary>
    public string Id { get; } = string.Create(CultureInfo.InvariantCulture, $"{Trigger}-{DueUtc:yyyyMMdd'T'HHmmss'Z'}");
}

/// <summary>Something that happens by the clock.</summary>
/// <param name="Name">Alphabet of instance ids; the stored last time goes by it.</param>
/// <param name="Fire">Called at least once per slot. It must take a second call with the same slot id for the first.</param>
public sealed record CronTrigger(string Name, NewYorkSchedule Schedule, Func<CronSlot, CancellationToken, Task> Fire);
