using System.Text.Json.Serialization;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Hosting;

/// <summary>Where the simulated market stands.</summary>
/// <param name="FirstSession">First session of the simulation: with the seed it decides every price.</param>
/// <param name="NowUtc">Simulated time that was last seen.</param>
internal sealed record SimulationClockDocument(DateOnly FirstSession, DateTime NowUtc);

/// <summary>Keeps the simulated time over restarts.</summary>
internal sealed class SimulationClockStore(IDocumentStore store)
{
    /// <summary>A day of calm; the calendar reaches 25 years from here, a month of running at 60 times.</summary>
    private static readonly DateOnly Start = new(2006, 1, 3);

    /// <summary>Before the open, so that the first scan is near.</summary>
    private static readonly TimeSpan BeforeOpen = TimeSpan.FromMinutes(1);

    private static readonly DocumentKey Key = new(Containers.Config, "simulation", "clock");

    /// <summary>Where the last run stopped, or a minute before the open of the first session.</summary>
    public async Task<SimulationClockDocument> Load(CancellationToken cancellationToken)
    {
        var session = ExchangeCalendar.SessionOn(Start)!;
        var fresh = new SimulationClockDocument(Start, session.OpenUtc - BeforeOpen);
        return await store.CreateOrRead(Key, fresh, HostJson.Default.SimulationClockDocument, cancellationToken);
    }

    public async Task Save(SimulationClockDocument clock, CancellationToken cancellationToken)
    {
        if (await store.Read(Key, HostJson.Default.SimulationClockDocument, cancellationToken) is { } stored)
        {
            await store.Replace(Key, clock, stored.ETag, HostJson.Default.SimulationClockDocument, cancellationToken);
        }
    }
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SimulationClockDocument))]
internal sealed partial class HostJson : JsonSerializerContext;
