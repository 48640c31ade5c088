using TradingFunctions.Domain.Notifications;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Learning.Messages;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Serialization;

namespace TradingFunctions.Pipeline.Learning;

/// <summary>Trains a model anew on the newest bars, and makes it the current one where it was better out of sample.</summary>
public static class RetrainModel
{
    public static async Task<RetrainResult> Run(IOrchestrationContext context, RetrainRequest request)
    {
        context.SetStatus(new RetrainProgress("training"), PipelineJson.Default.RetrainProgress);
        var trained = await Train(context, request);
        if (trained.IsBetter)
        {
            context.SetStatus(new RetrainProgress("promoting"), PipelineJson.Default.RetrainProgress);
            await context.ActivityWithRetry(PipelineCatalog.PromoteModel, trained, PipelineCatalog.StoreRetry);
        }

        context.SetStatus(new RetrainProgress("done"), PipelineJson.Default.RetrainProgress);
        await context.Activity(PipelineCatalog.SendAlert, new Notification(
            Severity.Info, $"model:{trained.Id}", trained.IsBetter ? $"Model {trained.Id} trades from now on" : $"Model {trained.Id} stays a candidate", trained.Decision));
        return new RetrainResult(trained.Id, trained.IsBetter, trained.Decision);
    }

    private static async Task<ModelTrained> Train(IOrchestrationContext context, RetrainRequest request)
    {
        try
        {
            return await context.ActivityWithRetry(PipelineCatalog.TrainModel, request, PipelineCatalog.StoreRetry);
        }
        catch (ActivityFailedException e)
        {
            await context.Activity(PipelineCatalog.SendAlert, new Notification(
                Severity.Warning, $"retraining-failed:{request.Id}", $"Model {request.Id} could not be trained", $"{e.Failure.Code}: {e.Failure.Message}"));
            throw;
        }
    }
}
