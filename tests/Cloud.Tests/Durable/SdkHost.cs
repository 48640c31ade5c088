using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Azure.Durable;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.TestKit.Orchestrations;

namespace TradingFunctions.Cloud.Tests.Durable;

/// <summary>A catalogue on the SDK's in-process host, registered as the Functions app registers it.</summary>
internal sealed class SdkHost : IOrchestrationHost
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly DurableTaskTestHost _host;

    // The sidecar of the test host has a logger of its own.
    static SdkHost() => Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "None");

    SdkHost(DurableTaskTestHost host)
    {
        _host = host;
        Client = new DurableOrchestrationClient(host.Client);
    }

    public IOrchestrationClient Client { get; }

    public static async Task<SdkHost> Start(Catalog catalog, IServiceProvider services)
    {
        var options = new DurableTaskTestHostOptions { Port = FreePort(), LoggerFactory = NullLoggerFactory.Instance };
        return new(await DurableTaskTestHost.StartAsync(tasks => Register(tasks, catalog, services), options));
    }

    public async Task<InstanceInfo> WaitFor(string instanceId, Func<InstanceInfo, bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!patience.IsCancellationRequested)
        {
            if (await Client.Get(instanceId, CancellationToken.None) is { } found && condition(found))
                return found;
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }

        throw new TimeoutException($"{instanceId} was not as wanted within {Patience}.");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    static void Register(DurableTaskRegistry tasks, Catalog catalog, IServiceProvider services)
    {
        foreach (var orchestration in catalog.Orchestrations)
            tasks.AddOrchestratorFunc<JsonElement, JsonElement>(orchestration.Name, (context, _) => orchestration.Run(context, SameTime.Instance));
        foreach (var activity in catalog.Activities)
        {
            tasks.AddActivityFunc<JsonElement, JsonElement>(
                activity.Name, (_, input) => activity.Run(services, TimeProvider.System, input, CancellationToken.None));
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
