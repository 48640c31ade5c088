using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Analyses;
using TradingFunctions.Api.Http;
using TradingFunctions.Pipeline.Experiments;

namespace TradingFunctions.Api.Experiments;

/// <summary>Runs of the research side: listed, shown, compared, recorded.</summary>
public static class RunEndpoints
{
    public static async Task List(HttpContext http)
    {
        var query = new QueryReader(http);
        var limit = query.Limit();
        var filter = new ExperimentFilter(
            TagQuery.Read(query), query.Choice<ExperimentKind>("kind"), query.Choice<ExperimentStatus>("status"), query.Text("name"), query.Text("parent"));
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        await Answer.Ok(http, new ListAnswer<ExperimentRecord>(await Desk(http).List(filter, limit, http.RequestAborted)), ApiJson.Default.ListAnswerExperimentRecord);
    }

    public static async Task Show(HttpContext http)
    {
        var query = new QueryReader(http);
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        if (await Find(http, IdOf(http)) is { } record)
        {
            await Answer.Ok(http, record, ApiJson.Default.ExperimentRecord);
        }
    }

    /// <summary>Runs side by side, in the order in which they are named.</summary>
    public static async Task Compare(HttpContext http)
    {
        var query = new QueryReader(http);
        var ids = query.Texts("run");
        if (ids.Count is < 2 or > ExperimentComparison.Most || ids.Distinct(StringComparer.Ordinal).Count() != ids.Count)
        {
            query.Reject("?run", "RANGE", $"Must be given for 2 to {ExperimentComparison.Most} different runs.");
        }

        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        var runs = new List<ExperimentRecord>();
        foreach (var id in ids)
        {
            if (await Find(http, id) is not { } record)
            {
                return;
            }

            runs.Add(record);
        }

        await Answer.Ok(http, ExperimentComparison.Of([.. runs]), ApiJson.Default.ExperimentComparison);
    }

    /// <summary>Records a run that was made elsewhere; the same again changes nothing.</summary>
    public static async Task Record(HttpContext http)
    {
        if (await JsonBody.Read(http, ApiJson.Default.ExperimentRecord) is not { } record)
        {
            return;
        }

        List<FieldError> errors = [.. ExperimentRules.Check(record).Select(error => new FieldError(error.Field, "INVALID", error.Message))];
        if (record.Id != IdOf(http))
        {
            errors.Add(new FieldError("id", "DIFFERS", "Must be that of the address."));
        }

        if (record.RemoteId is not null)
        {
            errors.Add(new FieldError("remoteId", "NOT_ALLOWED", "Is set by the host."));
        }

        if (errors.Count > 0)
        {
            await Problems.Unprocessable(http, errors);
            return;
        }

        if (!await Desk(http).Record(record, http.RequestAborted))
        {
            await Problems.Conflict(http, "ALREADY_EXISTS", $"Run {record.Id} is one of another kind, or an analysis of this host. Choose another id.");
            return;
        }

        await Answer.Ok(http, (await Desk(http).Find(record.Id, http.RequestAborted))!, ApiJson.Default.ExperimentRecord);
    }

    public static async Task Download(HttpContext http)
    {
        if (await Find(http, IdOf(http)) is { } record)
        {
            await ArtefactEndpoints.Write(http, record.Id, "The run has no file of this name.");
        }
    }

    private static string IdOf(HttpContext http) => (string)http.Request.RouteValues["id"]!;

    /// <returns>Null where the request has been answered.</returns>
    private static async Task<ExperimentRecord?> Find(HttpContext http, string id)
    {
        var record = ExperimentRules.IsId(id) ? await Desk(http).Find(id, http.RequestAborted) : null;
        if (record is null)
        {
            await Problems.NotFound(http, $"There is no run {(id.Length <= ExperimentRules.MaxId ? id : "of this id")}.");
        }

        return record;
    }

    private static ExperimentDesk Desk(HttpContext http) => http.RequestServices.GetRequiredService<ExperimentDesk>();
}
