using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.TestKit.Orchestrations;

/// <summary>An engine under test, of whatever kind.</summary>
public interface IOrchestrationHost : IAsyncDisposable
{
    IOrchestrationClient Client { get; }

    /// <summary>Lets the engine work and its time pass until the instance is as wanted.</summary>
    /// <exception cref="TimeoutException">It is not within the host's patience.</exception>
    Task<InstanceInfo> WaitFor(string instanceId, Func<InstanceInfo, bool> condition);
}
