using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradingFunctions.Hosting;
using TradingFunctions.Infra.Simulation.Clocks;
using TradingFunctions.Infra.Simulation.Exchange;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Azure.Hosting;

/// <summary>Drives the simulated exchange and carries its events into the books, as a real one does by itself.</summary>
internal sealed class ExchangeLoop(SimulatedExchange exchange, SessionClock clock, OrderEventPump pump, HostReadiness readiness, ILogger<ExchangeLoop> log) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var loops = new HostLoops(log);
        loops.Every("exchange", Tick, TimeProvider.System, _ => exchange.Advance(clock.GetUtcNow().UtcDateTime), stoppingToken);
        await readiness.Opened.WaitAsync(stoppingToken);
        loops.Always("order events", pump.Run, stoppingToken);
        await loops.Ended();
    }
}
