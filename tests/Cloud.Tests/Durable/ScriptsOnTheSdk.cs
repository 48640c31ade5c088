using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Cloud.Tests.Durable;

/// <summary>One host for the tests of a class.</summary>
public sealed class ScriptsOnTheSdk : IAsyncLifetime
{
    SdkHost? _host;

    public IOrchestrationClient Client => _host!.Client;

    public async Task InitializeAsync() => _host = await SdkHost.Start(Scripts.Catalog, new ServiceCollection().BuildServiceProvider());

    public async Task DisposeAsync() => await _host!.DisposeAsync();

    /// <summary>Waits until the instance is as wanted.</summary>
    /// <exception cref="OperationCanceledException">It was not within half a minute.</exception>
    public async Task<InstanceInfo> Until(string instanceId, Func<InstanceInfo, bool> wanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (await Client.Get(instanceId, patience.Token) is { } found && wanted(found))
                return found;
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    public Task<InstanceInfo> End(string instanceId) =>
        Until(instanceId, found => found.Status is InstanceStatus.Completed or InstanceStatus.Failed or InstanceStatus.Terminated);
}
