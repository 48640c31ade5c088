using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Serialization;

namespace TradingFunctions.Pipeline.Orchestrations;

/// <summary>The events that orchestrations understand, each with its one payload type.</summary>
public static class PipelineEvents
{
    /// <summary>To a portfolio monitor: more candidates.</summary>
    public static readonly EventDefinition<CandidatesHint> Candidates = new("candidates", PipelineJson.Default.CandidatesHint);

    /// <summary>To a portfolio monitor: start, stop or replace one symbol's monitor.</summary>
    public static readonly EventDefinition<PortfolioControl> Control = new("control", PipelineJson.Default.PortfolioControl);

    /// <summary>To a symbol monitor: another plan.</summary>
    public static readonly EventDefinition<PlanUpdated> Plan = new("plan", PipelineJson.Default.PlanUpdated);

    /// <summary>To a symbol monitor: end now.</summary>
    public static readonly EventDefinition<StopMonitor> Stop = new("stop", PipelineJson.Default.StopMonitor);

    /// <summary>To an alert desk: something to drain.</summary>
    public static readonly EventDefinition<AlertHint> Alert = new("alert", PipelineJson.Default.AlertHint);
}
