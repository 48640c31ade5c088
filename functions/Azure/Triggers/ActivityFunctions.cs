using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TradingFunctions.Azure.Hosting;
using TradingFunctions.Pipeline;

namespace TradingFunctions.Azure.Triggers;

/// <summary>Every activity of the catalogue as a function of its name.</summary>
public sealed class ActivityFunctions(ActivityHost host)
{
    [Function("ScanMarket")]
    public Task<JsonElement> ScanMarket([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.ScanMarket, input, client, cancellationToken);

    [Function("FilterStocks")]
    public Task<JsonElement> FilterStocks([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.FilterStocks, input, client, cancellationToken);

    [Function("StartPortfolio")]
    public Task<JsonElement> StartPortfolio([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.StartPortfolio, input, client, cancellationToken);

    [Function("GeneratePlans")]
    public Task<JsonElement> GeneratePlans([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.GeneratePlans, input, client, cancellationToken);

    [Function("UpdatePlan")]
    public Task<JsonElement> UpdatePlan([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.UpdatePlan, input, client, cancellationToken);

    [Function("CheckSymbol")]
    public Task<JsonElement> CheckSymbol([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.CheckSymbol, input, client, cancellationToken);

    [Function("DrainAlerts")]
    public Task<JsonElement> DrainAlerts([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.DrainAlerts, input, client, cancellationToken);

    [Function("EvaluateAlerts")]
    public Task<JsonElement> EvaluateAlerts([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.EvaluateAlerts, input, client, cancellationToken);

    [Function("ExecuteTrade")]
    public Task<JsonElement> ExecuteTrade([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.ExecuteTrade, input, client, cancellationToken);

    [Function("CloseRun")]
    public Task<JsonElement> CloseRun([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.CloseRun, input, client, cancellationToken);

    [Function("FinishRun")]
    public Task<JsonElement> FinishRun([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.FinishRun, input, client, cancellationToken);

    [Function("ReportFailure")]
    public Task<JsonElement> ReportFailure([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.ReportFailure, input, client, cancellationToken);

    [Function("TerminateInstance")]
    public Task<JsonElement> TerminateInstance([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.TerminateInstance, input, client, cancellationToken);

    [Function("FetchPrice")]
    public Task<JsonElement> FetchPrice([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.FetchPrice, input, client, cancellationToken);

    [Function("FetchMarketData")]
    public Task<JsonElement> FetchMarketData([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.FetchMarketData, input, client, cancellationToken);

    [Function("FetchHistory")]
    public Task<JsonElement> FetchHistory([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.FetchHistory, input, client, cancellationToken);

    [Function("AnalyseMarket")]
    public Task<JsonElement> AnalyseMarket([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.AnalyseMarket, input, client, cancellationToken);

    [Function("AnalysePortfolio")]
    public Task<JsonElement> AnalysePortfolio([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.AnalysePortfolio, input, client, cancellationToken);

    [Function("GenerateSignal")]
    public Task<JsonElement> GenerateSignal([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.GenerateSignal, input, client, cancellationToken);

    [Function("EvaluateSignal")]
    public Task<JsonElement> EvaluateSignal([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.EvaluateSignal, input, client, cancellationToken);

    [Function("AssessRisk")]
    public Task<JsonElement> AssessRisk([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.AssessRisk, input, client, cancellationToken);

    [Function("CancelOrder")]
    public Task<JsonElement> CancelOrder([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.CancelOrder, input, client, cancellationToken);

    [Function("PortfolioStatus")]
    public Task<JsonElement> PortfolioStatus([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.PortfolioStatus, input, client, cancellationToken);

    [Function("SendAlert")]
    public Task<JsonElement> SendAlert([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.SendAlert, input, client, cancellationToken);

    [Function("CloseDay")]
    public Task<JsonElement> CloseDay([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.CloseDay, input, client, cancellationToken);

    [Function("RunDayStep")]
    public Task<JsonElement> RunDayStep([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.RunDayStep, input, client, cancellationToken);

    [Function("ReportPeriod")]
    public Task<JsonElement> ReportPeriod([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.ReportPeriod, input, client, cancellationToken);

    [Function("LiquidatePositions")]
    public Task<JsonElement> LiquidatePositions([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.LiquidatePositions, input, client, cancellationToken);

    [Function("RebalanceTrade")]
    public Task<JsonElement> RebalanceTrade([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.RebalanceTrade, input, client, cancellationToken);

    [Function("RebalanceStatus")]
    public Task<JsonElement> RebalanceStatus([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.RebalanceStatus, input, client, cancellationToken);

    [Function("FinishRebalance")]
    public Task<JsonElement> FinishRebalance([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.FinishRebalance, input, client, cancellationToken);

    [Function("RetentionAges")]
    public Task<JsonElement> RetentionAges([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.RetentionAges, input, client, cancellationToken);

    [Function("TrainModel")]
    public Task<JsonElement> TrainModel([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.TrainModel, input, client, cancellationToken);

    [Function("PromoteModel")]
    public Task<JsonElement> PromoteModel([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.PromoteModel, input, client, cancellationToken);

    [Function("PlanIngestion")]
    public Task<JsonElement> PlanIngestion([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.PlanIngestion, input, client, cancellationToken);

    [Function("IngestChunk")]
    public Task<JsonElement> IngestChunk([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.IngestChunk, input, client, cancellationToken);

    [Function("FinishIngestion")]
    public Task<JsonElement> FinishIngestion([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.FinishIngestion, input, client, cancellationToken);

    [Function("ArchiveOrders")]
    public Task<JsonElement> ArchiveOrders([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.ArchiveOrders, input, client, cancellationToken);

    [Function("ArchiveLog")]
    public Task<JsonElement> ArchiveLog([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.ArchiveLog, input, client, cancellationToken);

    [Function("ArchiveSignals")]
    public Task<JsonElement> ArchiveSignals([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.ArchiveSignals, input, client, cancellationToken);

    [Function("PurgeInstances")]
    public Task<JsonElement> PurgeInstances([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.PurgeInstances, input, client, cancellationToken);

    [Function("OpenPriceTable")]
    public Task<JsonElement> OpenPriceTable([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.OpenPriceTable, input, client, cancellationToken);

    [Function("NameContracts")]
    public Task<JsonElement> NameContracts([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.NameContracts, input, client, cancellationToken);

    [Function("AnalyseSlice")]
    public Task<JsonElement> AnalyseSlice([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.AnalyseSlice, input, client, cancellationToken);

    [Function("AnalyseColumn")]
    public Task<JsonElement> AnalyseColumn([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.AnalyseColumn, input, client, cancellationToken);

    [Function("RecordContracts")]
    public Task<JsonElement> RecordContracts([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.RecordContracts, input, client, cancellationToken);

    [Function("CompareContracts")]
    public Task<JsonElement> CompareContracts([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.CompareContracts, input, client, cancellationToken);

    [Function("ReportAnalysis")]
    public Task<JsonElement> ReportAnalysis([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.ReportAnalysis, input, client, cancellationToken);

    [Function("FinishAnalysis")]
    public Task<JsonElement> FinishAnalysis([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        host.Run(PipelineCatalog.FinishAnalysis, input, client, cancellationToken);
}
