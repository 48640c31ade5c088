using TradingFunctions.Infra.Simulation.Clocks;

namespace TradingFunctions.Local.Hosting;

/// <summary>Writes the simulated time down, so that a restart goes on from there.</summary>
internal sealed class SimulationClock(AcceleratedClock clock, SimulationClockStore store, SimulationClockDocument start)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task Keep(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Save(cancellationToken);
                await Task.Delay(Pause, cancellationToken);
            }
        }
        finally
        {
            await Save(CancellationToken.None);
        }
    }

    private Task Save(CancellationToken cancellationToken) => store.Save(start with { NowUtc = clock.NowUtc }, cancellationToken);
}
