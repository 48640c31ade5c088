using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;

namespace TradingFunctions.Pipeline.MarketData;

/// <summary>Takes in the bars of one minute: all chunks side by side, each on its own; one that fails is made up for by the next slot.</summary>
public static class IngestBars
{
    public static async Task<IngestResult> Run(IOrchestrationContext context, IngestRequest request)
    {
        var plan = await context.ActivityWithRetry(PipelineCatalog.PlanIngestion, request, PipelineCatalog.IngestRetry);
        var chunks = await Task.WhenAll(Enumerable.Range(0, plan.Chunks).Select(
            chunk => Ingest(context, new ChunkRequest(request.SlotUtc, plan.Date, chunk, plan.IsBackfill))));
        return await context.ActivityWithRetry(PipelineCatalog.FinishIngestion, new IngestEnding(request.SlotUtc, plan.Date, chunks), PipelineCatalog.IngestRetry);
    }

    private static async Task<ChunkResult> Ingest(IOrchestrationContext context, ChunkRequest request)
    {
        try
        {
            return await context.ActivityWithRetry(PipelineCatalog.IngestChunk, request, PipelineCatalog.IngestRetry);
        }
        catch (ActivityFailedException e)
        {
            return new ChunkResult(request.Chunk, 0, 0, 0, 0, 0, 0, [], e.Failure.Code);
        }
    }
}
