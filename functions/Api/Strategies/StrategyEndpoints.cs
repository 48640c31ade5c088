using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Api.Risk;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Strategies;

namespace TradingFunctions.Api.Strategies;

/// <summary>The strategies: what they are, how they run, what they came to.</summary>
public static class StrategyEndpoints
{
    public static async Task List(HttpContext http)
    {
        var query = new QueryReader(http);
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        await Answer.Ok(http, await Desk(http).List(http.RequestAborted), ApiJson.Default.StrategyList);
    }

    public static async Task Show(HttpContext http)
    {
        if (await Name(http) is not { } name)
        {
            return;
        }

        await (await Desk(http).Find(name, http.RequestAborted) is { } view ? Write(http, view) : Problems.NotFound(http, $"There is no strategy {name}."));
    }

    /// <summary>Changes how a strategy runs, from the next check on.</summary>
    public static async Task Patch(HttpContext http)
    {
        if (await Name(http) is not { } name || await JsonBody.Read(http, ApiJson.Default.StrategyPatchBody) is not { } body || await PersonReader.Read(http, body.Reason) is not { } act)
        {
            return;
        }

        if (http.Request.Headers.IfMatch is not [{ } etag])
        {
            await Problems.Write(http, StatusCodes.Status428PreconditionRequired, "IF_MATCH_REQUIRED", $"Send 'If-Match' with the ETag of GET /api/strategies/{name}, so that nobody's change is overwritten unseen.");
            return;
        }

        try
        {
            var done = await Desk(http).Change(name, body.ToChange(), etag.Trim('"'), act, http.RequestAborted);
            await (done is { Status: StrategyChangeStatus.Done, View: { } view } ? Write(http, view) : Refuse(http, done));
        }
        catch (JsonException e)
        {
            await Problems.BadRequest(http, [new FieldError("parameters", "BAD_JSON", e.Message)]);
        }
    }

    private static Task Write(HttpContext http, StrategyView view)
    {
        http.Response.Headers.ETag = $"\"{view.ETag}\"";
        return Answer.Ok(http, view, ApiJson.Default.StrategyView);
    }

    private static Task Refuse(HttpContext http, StrategyChange change) => change.Status switch
    {
        StrategyChangeStatus.NotFound => Problems.NotFound(http, change.Errors[0].Message),
        StrategyChangeStatus.Forbidden => Problems.Write(http, StatusCodes.Status403Forbidden, "FORBIDDEN", change.Errors[0].Message),
        StrategyChangeStatus.Changed => Problems.Write(http, StatusCodes.Status412PreconditionFailed, "CHANGED", "The strategy was changed since it was read: read it again, and decide again."),
        _ => Problems.Unprocessable(http, [.. change.Errors.Select(error => new FieldError(error.Path, "NOT_ALLOWED", error.Message))]),
    };

    private static async Task<StrategyId?> Name(HttpContext http)
    {
        var query = new QueryReader(http);
        var name = query.Route<StrategyId>("name");
        if (query.IsValid())
        {
            return name;
        }

        await query.Refuse();
        return null;
    }

    private static StrategyDesk Desk(HttpContext http) => http.RequestServices.GetRequiredService<StrategyDesk>();
}
