using TradingFunctions.Domain.Analysis;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Serialization;

namespace TradingFunctions.Pipeline.Analysis;

/// <summary>One contract: its time slices in their order, each with subtotals that the status shows, then its tables.</summary>
public static class AnalyseContract
{
    public static async Task<ContractOutcome> Run(IOrchestrationContext context, ContractRequest request)
    {
        var counts = default(SignalCounts);
        for (var slice = 0; slice < request.Slices && request.Slices > 1; slice++)
        {
            counts += await context.ActivityWithRetry(
                PipelineCatalog.AnalyseSlice, new SliceRequest(request.Id, request.Digest, request.Contract, slice, request.Slices), PipelineCatalog.StoreRetry);
            context.SetStatus(new ContractProgress(request.Contract.Contract, slice + 1, request.Slices, counts), PipelineJson.Default.ContractProgress);
        }

        var outcome = await context.ActivityWithRetry(PipelineCatalog.AnalyseColumn, request, PipelineCatalog.StoreRetry);
        if (request.Slices > 1 && outcome.Counts != counts)
        {
            throw new ActivityFailureException(AnalysisCodes.SlicesDiffer, $"The slices add up to {counts}, the contract has {outcome.Counts}.");
        }

        return outcome;
    }
}
