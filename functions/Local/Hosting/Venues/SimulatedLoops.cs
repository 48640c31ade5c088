using TradingFunctions.Hosting;
using TradingFunctions.Infra.Simulation.Clocks;
using TradingFunctions.Infra.Simulation.Exchange;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Local.Hosting.Venues;

/// <summary>Drives the simulated exchange and its clock.</summary>
internal sealed class SimulatedLoops(SimulatedExchange exchange, AcceleratedClock clock, SimulationClock simulation, OrderEventPump pump) : IVenueLoops
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    public async Task Prepare(CancellationToken cancellationToken) => await exchange.Advance(clock.NowUtc);

    public void Begin(HostLoops loops, CancellationToken cancellationToken)
    {
        loops.Every("exchange", Tick, TimeProvider.System, _ => exchange.Advance(clock.NowUtc), cancellationToken);
        loops.Always("order events", pump.Run, cancellationToken);
        loops.Always("closed hours", token => ClosedHours.Skip(clock, token), cancellationToken);
        loops.Always("simulated time", simulation.Keep, cancellationToken);
    }
}
