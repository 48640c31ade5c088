using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Chaos.Mutants;

/// <summary>A mistake put between the product and its ports, to see that the suite catches it. This one makes none.</summary>
internal class Mutation
{
    public static Mutation None { get; } = new();

    /// <summary>The mutants by name, each made anew for every life of a host.</summary>
    public static IReadOnlyDictionary<string, Func<Mutation>> All { get; } = new SortedDictionary<string, Func<Mutation>>(StringComparer.Ordinal)
    {
        ["early-acknowledgement"] = () => new EarlyAcknowledgement(),
        ["fencing-off"] = () => new FencingOff(),
        ["fill-deduplication-off"] = () => new FillDeduplicationOff(),
        ["intent-after-call"] = () => new IntentAfterCall(),
        ["retry-on-timeout"] = () => new RetryOnTimeout(),
    };

    public virtual IDocumentStore Store(IDocumentStore inner) => inner;

    public virtual ISignalQueue Queue(ISignalQueue inner) => inner;

    public virtual IBroker Broker(IBroker inner) => inner;

    public virtual IOrderStream Stream(IOrderStream inner) => inner;

    public virtual ITradeService Trades(ITradeService inner, AccountBook book) => inner;

    /// <summary>What the mistake costs when a host has died.</summary>
    /// <param name="store">The store itself, without decorators.</param>
    public virtual Task AfterDeath(IDocumentStore store) => Task.CompletedTask;
}
