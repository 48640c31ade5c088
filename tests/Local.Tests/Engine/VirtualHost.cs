using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Engine.VirtualTime;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.TestKit.Orchestrations;

namespace TradingFunctions.Local.Tests.Engine;

/// <summary>The embedded engine on a virtual clock, moved in small steps by whoever waits.</summary>
internal sealed class VirtualHost : IOrchestrationHost
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private readonly TempFile file = new();
    private readonly VirtualClock clock = new(new DateTime(2024, 1, 2, 14, 30, 0, DateTimeKind.Utc));
    private readonly EmbeddedEngine engine;
    private readonly VirtualTimeDriver driver;

    public VirtualHost(Catalog catalog)
    {
        var options = new EngineOptions { DatabasePath = file.Path, Durability = Durability.Off };
        engine = EmbeddedEngine.Open(options, catalog, NoServices.Instance, clock, NullLoggerFactory.Instance);
        driver = new VirtualTimeDriver(engine, [new Heartbeat()]);
    }

    public IOrchestrationClient Client => engine;

    public async Task<InstanceInfo> WaitFor(string instanceId, Func<InstanceInfo, bool> condition)
    {
        for (var steps = 0; steps < 1000; steps++)
        {
            await driver.Run(clock.NowUtc, progress: null, CancellationToken.None);
            if (await engine.Get(instanceId, CancellationToken.None) is { } info && condition(info))
                return info;
            await driver.Run(clock.NowUtc + Step, progress: null, CancellationToken.None);
        }

        throw new TimeoutException($"{instanceId} is {await engine.Get(instanceId, CancellationToken.None)}.");
    }

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        file.Dispose();
    }

    /// <summary>Something is always to come: an instance that waits for the test is no deadlock.</summary>
    private sealed class Heartbeat : IVirtualTimeParticipant
    {
        public DateTime? NextDue(DateTime nowUtc) => nowUtc.AddYears(1);

        public ValueTask Advance(DateTime nowUtc, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
