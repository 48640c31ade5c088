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

    /// <exception cref="TimeoutException">The instance was not as wanted within the host's patience.</exception>
    public Task<InstanceInfo> Until(string instanceId, Func<InstanceInfo, bool> wanted) => _host!.WaitFor(instanceId, wanted);

    public Task<InstanceInfo> End(string instanceId) =>
        Until(instanceId, found => found.Status is InstanceStatus.Completed or InstanceStatus.Failed or InstanceStatus.Terminated);
}
