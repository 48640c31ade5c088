using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Api.Risk;
using TradingFunctions.Pipeline;
using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Experiments;
using TradingFunctions.Pipeline.Learning;
using TradingFunctions.Pipeline.Learning.Messages;
using TradingFunctions.Pipeline.Orchestrations;

namespace TradingFunctions.Api.Models;

/// <summary>Trained models: listed, shown, trained, promoted, rolled back.</summary>
public static class ModelEndpoints
{
    public static async Task List(HttpContext http)
    {
        var query = new QueryReader(http);
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        var model = http.RequestServices.GetService<CurrentModel>();
        var health = await http.RequestServices.GetRequiredService<ModelWatch>().Latest(http.RequestAborted);
        await Answer.Ok(http, new ModelList(await Registry(http).List(http.RequestAborted), model?.Model is null ? null : model.Id, model?.Problem, health), ApiJson.Default.ModelList);
    }

    public static async Task Show(HttpContext http)
    {
        var query = new QueryReader(http);
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        var id = IdOf(http);
        await (ExperimentRules.IsId(id) && await Registry(http).Find(id, http.RequestAborted) is { } record
            ? Answer.Ok(http, record, ApiJson.Default.ModelRecord)
            : Problems.NotFound(http, "There is no model of this id."));
    }

    /// <summary>Starts a training on the market's newest bars.</summary>
    public static async Task Train(HttpContext http)
    {
        if (await JsonBody.Read(http, ApiJson.Default.ModelReasonBody) is not { } body || await PersonReader.Read(http, body.Reason) is not { } act)
        {
            return;
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"trained-{http.RequestServices.GetRequiredService<AnalysisClock>().NowUtc:yyyyMMdd'T'HHmmssfff}");
        var instance = InstanceIds.Retraining(id);
        await http.RequestServices.GetRequiredService<IOrchestrationClient>().Start(
            PipelineCatalog.RetrainModel, instance, new RetrainRequest(id, $"{act.By.Value}: {act.Reason}"), StartPolicy.Once, http.RequestAborted);
        http.Response.Headers.Location = $"/api/models/{id}";
        await Answer.Write(http, StatusCodes.Status202Accepted, new TrainingStarted(id, instance), ApiJson.Default.TrainingStarted);
    }

    /// <summary>Makes a candidate that was better out of sample, or an archived model, the current one.</summary>
    public static async Task Promote(HttpContext http)
    {
        if (await JsonBody.Read(http, ApiJson.Default.ModelReasonBody) is { } body && await PersonReader.Read(http, body.Reason) is { } act)
        {
            var id = IdOf(http);
            await Tell(http, ExperimentRules.IsId(id)
                ? await Registry(http).Promote(id, act.By.Value, act.Reason, http.RequestAborted)
                : new ModelChange(ModelChangeStatus.Missing, "There is no model of this id."));
        }
    }

    /// <summary>Brings the model before the current one back.</summary>
    public static async Task Rollback(HttpContext http)
    {
        if (await JsonBody.Read(http, ApiJson.Default.ModelReasonBody) is { } body && await PersonReader.Read(http, body.Reason) is { } act)
        {
            await Tell(http, await Registry(http).Rollback(act.By.Value, act.Reason, http.RequestAborted));
        }
    }

    private static async Task Tell(HttpContext http, ModelChange change)
    {
        switch (change.Status)
        {
            case ModelChangeStatus.Missing:
                await Problems.NotFound(http, change.Message);
                break;
            case ModelChangeStatus.NotBetter:
                await Problems.Conflict(http, "NOT_BETTER", change.Message);
                break;
            default:
                if (http.RequestServices.GetService<ModelRefresh>() is { } refresh)
                {
                    await refresh.Once(http.RequestAborted);
                }

                await Answer.Ok(http, change.Model!, ApiJson.Default.ModelRecord);
                break;
        }
    }

    private static string IdOf(HttpContext http) => (string)http.Request.RouteValues["id"]!;

    private static ModelRegistry Registry(HttpContext http) => http.RequestServices.GetRequiredService<ModelRegistry>();
}
