using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Local.Engine;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.TestKit.Orchestrations;

namespace TradingFunctions.Local.Tests.Engine;

/// <summary>The embedded engine on the machine's clock.</summary>
internal sealed class LiveHost : IOrchestrationHost
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TempFile file = new();
    private readonly bool ownsFile;

    public LiveHost(Catalog catalog, Func<EngineOptions, EngineOptions>? configure = null, TempFile? existing = null)
    {
        ownsFile = existing is null;
        file = existing ?? file;
        var options = new EngineOptions { DatabasePath = file.Path, Durability = Durability.Off };
        Engine = EmbeddedEngine.Open(configure?.Invoke(options) ?? options, catalog, NoServices.Instance, TimeProvider.System, NullLoggerFactory.Instance);
        Engine.StartDispatching();
    }

    public EmbeddedEngine Engine { get; }

    public IOrchestrationClient Client => Engine;

    public async Task<InstanceInfo> WaitFor(string instanceId, Func<InstanceInfo, bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!patience.IsCancellationRequested)
        {
            if (await Engine.Get(instanceId, CancellationToken.None) is { } info && condition(info))
                return info;
            await Task.Delay(2, CancellationToken.None);
        }

        throw new TimeoutException($"{instanceId} is {await Engine.Get(instanceId, CancellationToken.None)}.");
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        if (ownsFile)
            file.Dispose();
    }
}

internal sealed class NoServices : IServiceProvider
{
    public static readonly NoServices Instance = new();

    public object? GetService(Type serviceType) => null;
}
