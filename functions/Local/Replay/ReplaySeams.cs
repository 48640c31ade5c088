using TradingFunctions.Infra.Simulation.Exchange;
using TradingFunctions.Local.Engine;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Replay;

/// <summary>What stands between a replay and whatever outlives it. Nothing by default: tests put here what dies in the middle of a run.</summary>
public sealed record ReplaySeams
{
    public static readonly ReplaySeams None = new();

    /// <summary>Told of every boundary that the engine crosses.</summary>
    public IFailpoints Engine { get; init; } = NoFailpoints.Instance;

    /// <summary>Gives the store that the pipeline sees.</summary>
    public Func<IDocumentStore, IDocumentStore> Store { get; init; } = store => store;

    /// <summary>Gives the broker that the pipeline sees.</summary>
    public Func<IBroker, IBroker> Broker { get; init; } = broker => broker;

    /// <summary>Gives the market that the pipeline sees.</summary>
    public Func<IMarketData, IMarketData> Market { get; init; } = market => market;

    /// <summary>Whether minute bars are taken in as a live host takes them in, and the pipeline sees the market through them; the configuration has to ask for it too.</summary>
    public bool TakesIn { get; init; }

    /// <summary>Told at the end what the engine has done.</summary>
    public Action<EngineCounters>? Ended { get; init; }

    /// <summary>Told of every commit of the exchange's journal.</summary>
    public Action<JournalBoundary>? Journal { get; init; }
}
