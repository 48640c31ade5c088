using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Experiments;
using TradingFunctions.Api.Http;
using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Experiments;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Api.Analyses;

/// <summary>Analyses of price tables: started, listed, shown.</summary>
public static class AnalysisEndpoints
{
    public static async Task Start(HttpContext http)
    {
        if (await JsonBody.Read(http, ApiJson.Default.AnalysisBody) is not { } body)
        {
            return;
        }

        var now = Clock(http).NowUtc;
        var wishErrors = new List<WishError>();
        var definition = body.ToWish(http.RequestServices.GetRequiredService<AnalysisHosting>().Concurrency).Validate(body.Id ?? now.ToString("yyyyMMdd'T'HHmmssfffffff", CultureInfo.InvariantCulture), now, http.RequestServices.GetRequiredService<AnalysisStrategies>(), wishErrors);
        List<FieldError> errors = [.. wishErrors.Select(e => new FieldError(e.Field, "INVALID", e.Message))];
        if (body.Id is not null && !AnalysisNames.IsId(body.Id))
        {
            errors.Add(new FieldError("id", "FORMAT", $"Must be 1 to {AnalysisNames.MaxId} characters of A-Z a-z 0-9 . _ - and begin with a letter or digit."));
        }

        if (http.RequestServices.GetRequiredService<IPriceTables>().Problem(body.Prices) is { } problem)
        {
            errors.Add(new FieldError("prices", "NOT_FOUND", problem));
        }

        if (http.RequestServices.GetRequiredService<ResultTables>().Problem(body.Format) is { } format)
        {
            errors.Add(new FieldError("format", "INVALID", format));
        }

        if (errors.Count > 0)
        {
            await Problems.Unprocessable(http, errors);
            return;
        }

        if (!await Desk(http).Start(definition!, StartPolicy.Once, http.RequestAborted))
        {
            await Problems.Conflict(http, "ALREADY_EXISTS", $"Analysis {definition!.Id} is another one. Choose another id.");
            return;
        }

        var view = (await Desk(http).Find(definition!.Id, http.RequestAborted))!;
        http.Response.Headers.Location = $"/api/analyses/{view.Record.Id}";
        await Answer.Write(http, StatusCodes.Status202Accepted, AnalysisAnswer.Of(view.Record, view.Definition, Progress(http, view.Record, view.Progress)), ApiJson.Default.AnalysisAnswer);
    }

    public static async Task List(HttpContext http)
    {
        var query = new QueryReader(http);
        var limit = query.Limit();
        var tags = TagQuery.Read(query);
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        var answers = new List<AnalysisAnswer>();
        foreach (var record in await Desk(http).List(tags, limit, http.RequestAborted))
        {
            if (await Desk(http).Find(record.Id, http.RequestAborted) is { } view)
            {
                answers.Add(AnalysisAnswer.Of(view.Record, view.Definition, Progress(http, view.Record, view.Progress)));
            }
        }

        await Answer.Ok(http, new ListAnswer<AnalysisAnswer>(answers), ApiJson.Default.ListAnswerAnalysisAnswer);
    }

    public static async Task Show(HttpContext http)
    {
        var query = new QueryReader(http);
        var limit = query.Limit(1000);
        var after = query.Integer("after", 0, 0, int.MaxValue);
        var tags = TagQuery.Read(query);
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        var id = (string)http.Request.RouteValues["id"]!;
        if (await Desk(http).Find(id, http.RequestAborted) is not { } view)
        {
            await Problems.NotFound(http, "There is no analysis of this id.");
            return;
        }

        var (record, definition, summary) = (view.Record, view.Definition, view.Summary);
        var filter = new TagFilter(tags);
        ContractOutcome[] outcomes = [.. (await Desk(http).Outcomes(id, http.RequestAborted)).Where(outcome => filter.HasContract(outcome.Contract.Contract))];
        var table = await Desk(http).FindTable(id, http.RequestAborted);
        var detail = new AnalysisDetail(
            id, record.Name, record.Tags, record.Status, record.CreatedUtc, record.FinishedUtc, definition.Prices.Path, definition.Strategy, definition.Variants[0],
            Progress(http, record, view.Progress),
            record.Failure,
            table is null ? null : table with { SliceTimes = [] },
            summary?.Totals,
            summary?.MeanCorrelation,
            summary?.IndexFault,
            [.. outcomes.Skip(after).Take(limit).Select(outcome => Contract(http, id, outcome, filter))],
            [.. (summary?.Slices ?? []).Where(slice => filter.HasSlice(slice.Slice))],
            summary?.Variants ?? [],
            AnalysisDetail.ReportsOf(id, http.RequestServices.GetRequiredService<IArtefacts>().List(id)),
            outcomes.Length > after + limit ? (after + limit).ToString(CultureInfo.InvariantCulture) : null);
        await Answer.Ok(http, detail, ApiJson.Default.AnalysisDetail);
    }

    /// <summary>With the subtotals of the slices that were asked for by tag, and of no others: there may be thousands.</summary>
    private static ContractAnswer Contract(HttpContext http, string id, ContractOutcome outcome, TagFilter filter)
    {
        var isDone = outcome.FailureCode is null;
        var slices = filter.WantsSlices && isDone ? Desk(http).ReadContract(id, outcome.Contract.File)?.Slices.Where(slice => filter.HasSlice(slice.Slice)).ToArray() : null;
        return new ContractAnswer(outcome.Contract.Contract, outcome.Contract.File, isDone ? CountsView.Of(outcome.Counts) : null, outcome.FailureCode, outcome.Failure, slices);
    }

    private static ProgressAnswer? Progress(HttpContext http, ExperimentRecord record, AnalysisProgress? progress)
    {
        var pace = http.RequestServices.GetRequiredService<AnalysisPace>();
        if (progress is null || record.Status != ExperimentStatus.Running)
        {
            pace.Forget(record.Id);
            return null;
        }

        var left = pace.SecondsLeft(record.Id, progress, Clock(http).NowUtc);
        return new ProgressAnswer(progress.Stage, progress.Contracts, progress.Done, progress.Failed, left is { } seconds ? Math.Round(seconds, 1) : null);
    }

    private static AnalysisClock Clock(HttpContext http) => http.RequestServices.GetRequiredService<AnalysisClock>();

    private static AnalysisDesk Desk(HttpContext http) => http.RequestServices.GetRequiredService<AnalysisDesk>();
}
