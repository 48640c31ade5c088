using System.Text.Json;
using System.Text.Json.Serialization;
using TradingFunctions.Infra.Simulation.Clocks;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Hosting;

/// <summary>When a simulation at the wall's pace began.</summary>
/// <param name="BeganUtc">The wall's time.</param>
/// <param name="FirstSession">The session that it began in: with the seed it decides every price.</param>
public sealed record SimulationBeginning(DateTime BeganUtc, DateOnly FirstSession);

/// <summary>The simulated market's clock of a host whose engine goes by the wall's.</summary>
public static class SimulatedSessions
{
    /// <summary>Early in the calendar: it reaches 25 years from here, years of running.</summary>
    private static readonly DateOnly First = new(2006, 1, 3);

    private static readonly DocumentKey Key = new(Containers.Config, "simulation", "sessions");

    /// <summary>Begins a simulation in the middle of a session, or goes on with the one that was begun.</summary>
    public static async Task<(SessionClock Clock, DateOnly FirstSession)> Open(IDocumentStore store, TimeProvider wall, CancellationToken cancellationToken)
    {
        var fresh = new SimulationBeginning(wall.GetUtcNow().UtcDateTime, First);
        var beginning = await store.CreateOrRead(Key, fresh, SimulationJson.Default.SimulationBeginning, cancellationToken);
        return (new SessionClock(beginning.BeganUtc, beginning.FirstSession, wall), beginning.FirstSession);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SimulationBeginning))]
internal sealed partial class SimulationJson : JsonSerializerContext;
