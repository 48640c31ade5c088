using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using TradingFunctions.Azure.Durable;
using TradingFunctions.Pipeline;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Azure.Triggers;

/// <summary>Every orchestration of the catalogue as a function of its name.</summary>
public sealed class OrchestrationFunctions(IMarketTime time)
{
    [Function("MarketScan")]
    public Task<JsonElement> MarketScan([OrchestrationTrigger] TaskOrchestrationContext context) => PipelineCatalog.MarketScan.Run(context, time);

    [Function("MonitorPortfolio")]
    public Task<JsonElement> MonitorPortfolio([OrchestrationTrigger] TaskOrchestrationContext context) => PipelineCatalog.MonitorPortfolio.Run(context, time);

    [Function("MonitorSymbol")]
    public Task<JsonElement> MonitorSymbol([OrchestrationTrigger] TaskOrchestrationContext context) => PipelineCatalog.MonitorSymbol.Run(context, time);

    [Function("AlertDesk")]
    public Task<JsonElement> AlertDesk([OrchestrationTrigger] TaskOrchestrationContext context) => PipelineCatalog.AlertDesk.Run(context, time);

    [Function("EndOfDay")]
    public Task<JsonElement> EndOfDay([OrchestrationTrigger] TaskOrchestrationContext context) => PipelineCatalog.EndOfDay.Run(context, time);

    [Function("Liquidation")]
    public Task<JsonElement> Liquidation([OrchestrationTrigger] TaskOrchestrationContext context) => PipelineCatalog.Liquidation.Run(context, time);

    [Function("Rebalance")]
    public Task<JsonElement> Rebalance([OrchestrationTrigger] TaskOrchestrationContext context) => PipelineCatalog.Rebalance.Run(context, time);

    [Function("IngestBars")]
    public Task<JsonElement> IngestBars([OrchestrationTrigger] TaskOrchestrationContext context) => PipelineCatalog.IngestBars.Run(context, time);

    [Function("ClearUp")]
    public Task<JsonElement> ClearUp([OrchestrationTrigger] TaskOrchestrationContext context) => PipelineCatalog.ClearUp.Run(context, time);

    [Function("AnalyseTable")]
    public Task<JsonElement> AnalyseTable([OrchestrationTrigger] TaskOrchestrationContext context) => PipelineCatalog.AnalyseTable.Run(context, time);

    [Function("RetrainModel")]
    public Task<JsonElement> RetrainModel([OrchestrationTrigger] TaskOrchestrationContext context) => PipelineCatalog.RetrainModel.Run(context, time);

    [Function("AnalyseContract")]
    public Task<JsonElement> AnalyseContract([OrchestrationTrigger] TaskOrchestrationContext context) => PipelineCatalog.AnalyseContract.Run(context, time);
}
