using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Serialization;

namespace TradingFunctions.Pipeline.Analysis;

/// <summary>
/// A whole table: reads it, has every contract analysed by a child of its own, compares them, reports. It never continues as new; its history is bounded by
/// twice the contracts.
/// </summary>
public static class AnalyseTable
{
    public static async Task<AnalysisResult> Run(IOrchestrationContext context, AnalysisStart start)
    {
        try
        {
            context.SetStatus(new AnalysisProgress("reading", 0, 0, 0), PipelineJson.Default.AnalysisProgress);
            var table = await context.ActivityWithRetry(PipelineCatalog.OpenPriceTable, start, PipelineCatalog.StoreRetry);
            var contracts = new ContractPages(context, start, table);
            await contracts.Run();
            var step = new AnalysisStep(start.Id, table.Digest);
            contracts.Show("comparing");
            await context.ActivityWithRetry(PipelineCatalog.CompareContracts, step, PipelineCatalog.StoreRetry);
            contracts.Show("reporting");
            var result = await context.ActivityWithRetry(PipelineCatalog.ReportAnalysis, step, PipelineCatalog.StoreRetry);
            await context.ActivityWithRetry(PipelineCatalog.FinishAnalysis, new AnalysisEnding(start.Id, Failure: null), PipelineCatalog.StoreRetry);
            contracts.Show("done");
            return result;
        }
        catch (ActivityFailedException e)
        {
            await context.ActivityWithRetry(PipelineCatalog.FinishAnalysis, new AnalysisEnding(start.Id, e.Failure.Message), PipelineCatalog.StoreRetry);
            throw;
        }
    }
}
