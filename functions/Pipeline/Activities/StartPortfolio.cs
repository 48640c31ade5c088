using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Activities;

/// <summary>
/// Starts the trading day's portfolio monitor, or tells the running one of more candidates. It starts it from outside, so that the scan
/// does not stay open all day as its parent.
/// </summary>
public sealed class StartPortfolio(IOrchestrationClient orchestrations, IMarketData market, PipelineSettings settings) : IActivity<ScanReference, PortfolioStarted>
{
    public async Task<PortfolioStarted> Run(ScanReference input, CancellationToken cancellationToken)
    {
        var session = ExchangeCalendar.SessionOn(input.Session)
            ?? throw new ActivityFailureException("NO_SESSION", $"{input.Session:yyyy-MM-dd} has no session.");
        var interval = market.BarPeriod > settings.CheckInterval ? market.BarPeriod : settings.CheckInterval;
        var tick = market.BarPeriod > settings.DeskTick ? market.BarPeriod : settings.DeskTick;
        var instance = InstanceIds.Portfolio(input.Run);
        var started = await orchestrations.Start(
            PipelineCatalog.MonitorPortfolio,
            instance,
            new PortfolioRequest(input.Run, input.ScanId, session.OpenUtc, session.CloseUtc, interval, tick, settings.Grace),
            StartPolicy.Once,
            cancellationToken);
        if (!started)
        {
            await orchestrations.Raise(instance, PipelineEvents.Candidates, new CandidatesHint(input.ScanId), cancellationToken);
        }

        return new PortfolioStarted(instance, started);
    }
}
