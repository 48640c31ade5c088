using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Pipeline.Risk;

namespace TradingFunctions.Api.Risk;

/// <summary>The limits of the gate and their overrides.</summary>
public static class LimitEndpoints
{
    public static async Task List(HttpContext http)
    {
        var query = new QueryReader(http);
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        await Show(http, await Desk(http).Read(http.RequestAborted));
    }

    /// <summary>Changes one limit for good.</summary>
    public static async Task Put(HttpContext http)
    {
        var name = (string)http.Request.RouteValues["name"]!;
        if (await JsonBody.Read(http, ApiJson.Default.LimitBody) is not { } body || await PersonReader.Read(http, body.Reason) is not { } act)
        {
            return;
        }

        if (http.Request.Headers.IfMatch is not [{ } etag])
        {
            await Problems.Write(http, StatusCodes.Status428PreconditionRequired, "IF_MATCH_REQUIRED", "Send 'If-Match' with the ETag of GET /api/risk/limits, so that nobody's change is overwritten unseen.");
            return;
        }

        var change = await Desk(http).Change(name, body.Value, etag.Trim('"'), act, http.RequestAborted);
        await (change is { Status: LimitChangeStatus.Done, Limits: { } limits } ? Show(http, limits) : Refuse(http, change));
    }

    /// <summary>Asks for a limit to be loosened for a time.</summary>
    public static async Task Ask(HttpContext http)
    {
        if (await JsonBody.Read(http, ApiJson.Default.OverrideBody) is not { } body || await PersonReader.Read(http, body.Reason) is not { } act)
        {
            return;
        }

        var lasts = body.Minutes is > 0 and <= 1_000_000 ? TimeSpan.FromMinutes(body.Minutes) : TimeSpan.Zero;
        await ShowOverride(http, StatusCodes.Status202Accepted, await Desk(http).AskOverride(body.Limit, body.Value, lasts, act, http.RequestAborted));
    }

    public static async Task Confirm(HttpContext http)
    {
        if (await JsonBody.Read(http, ApiJson.Default.ReasonBody) is { } body && await PersonReader.Read(http, body.Reason) is { } act)
        {
            await ShowOverride(http, StatusCodes.Status200OK, await Desk(http).ConfirmOverride((string)http.Request.RouteValues["id"]!, act, http.RequestAborted));
        }
    }

    public static async Task End(HttpContext http)
    {
        if (await JsonBody.Read(http, ApiJson.Default.ReasonBody) is { } body && await PersonReader.Read(http, body.Reason) is { } act)
        {
            await ShowOverride(http, StatusCodes.Status200OK, await Desk(http).EndOverride((string)http.Request.RouteValues["id"]!, act, http.RequestAborted));
        }
    }

    private static Task Show(HttpContext http, LimitsView limits)
    {
        http.Response.Headers.ETag = $"\"{limits.ETag}\"";
        return Answer.Ok(http, limits, ApiJson.Default.LimitsView);
    }

    private static Task ShowOverride(HttpContext http, int status, LimitChange change) =>
        change is { Status: LimitChangeStatus.Done, Override: { } one } ? Answer.Write(http, status, one, ApiJson.Default.LimitOverride) : Refuse(http, change);

    private static Task Refuse(HttpContext http, LimitChange change)
    {
        FieldError[] errors = [.. change.Errors.Select(error => new FieldError(error.Path, CodeOf(change.Status), error.Message))];
        return change.Status switch
        {
            LimitChangeStatus.NotFound => Problems.NotFound(http, change.Errors[0].Message),
            LimitChangeStatus.Forbidden => Problems.Write(http, StatusCodes.Status403Forbidden, "FORBIDDEN", change.Errors[0].Message, errors),
            LimitChangeStatus.Changed when change.Errors.Count == 0 =>
                Problems.Write(http, StatusCodes.Status412PreconditionFailed, "CHANGED", "The limits were changed since they were read: read them again, and decide again."),
            LimitChangeStatus.Changed => Problems.Conflict(http, "CHANGED", change.Errors[0].Message),
            _ => Problems.Unprocessable(http, errors),
        };
    }

    private static string CodeOf(LimitChangeStatus status) => status == LimitChangeStatus.NeedsOverride ? "OVERRIDE_REQUIRED" : "NOT_ALLOWED";

    private static LimitDesk Desk(HttpContext http) => http.RequestServices.GetRequiredService<LimitDesk>();
}
