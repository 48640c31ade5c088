using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Trading.States;

namespace TradingFunctions.Api.State;

/// <summary>The switch that stops trading.</summary>
/// <param name="State">active, reducing or halted.</param>
/// <param name="Reason">Why; kept in the audit trail.</param>
/// <param name="By">Who answers for it.</param>
/// <param name="Flatten">With halted: closes all positions at the market first.</param>
public sealed record StateBody(TradingState State, string Reason, string By, bool Flatten = false)
{
    public List<FieldError> Validate()
    {
        var errors = new List<FieldError>();
        PersonText.Check("reason", Reason, errors);
        PersonText.Check("by", By, errors);
        if (Flatten && State != TradingState.Halted)
        {
            errors.Add(new FieldError("flatten", "NOT_ALLOWED", "Goes with state halted only."));
        }

        return errors;
    }
}

/// <summary>The trading state: read, tightened by anybody who answers for it, loosened by an operator who has seen how it stands.</summary>
public static class StateEndpoints
{
    public static async Task Show(HttpContext http)
    {
        var view = await Control(http).Show(http.RequestAborted);
        http.Response.Headers.ETag = Tag(view.Version);
        await Answer.Ok(http, view, ApiJson.Default.TradingStateView);
    }

    public static async Task Change(HttpContext http)
    {
        if (await JsonBody.Read(http, ApiJson.Default.StateBody) is not { } body)
        {
            return;
        }

        if (body.Validate() is { Count: > 0 } errors)
        {
            await Problems.Unprocessable(http, errors);
            return;
        }

        var given = http.Request.Headers.IfMatch.ToString();
        if (!TryVersion(given, out var version))
        {
            await Problems.BadRequest(http, [new FieldError("If-Match", "FORMAT", "Must be the ETag of GET /api/risk/state, like \"3\".")]);
            return;
        }

        // A switch that stops must not be hard to reach; one that starts again must not be hit blindly, nor by anybody.
        var mayLoosen = http.RequestServices.GetRequiredService<TradingOptions>().RiskControl.IsOperator(body.By);
        var outcome = await Control(http).Change(new StateWish(body.State, body.Reason, body.By, version, body.Flatten, mayLoosen), http.RequestAborted);
        http.Response.Headers.ETag = Tag(outcome.View.Version);
        await (outcome.Status switch
        {
            StateChangeStatus.VersionDiffers => Problems.Write(http, StatusCodes.Status412PreconditionFailed, "STATE_CHANGED", $"The state is {outcome.View.State} in version {outcome.View.Version}: {outcome.View.Reason}."),
            StateChangeStatus.NeedsVersion => Problems.Write(http, StatusCodes.Status428PreconditionRequired, "IF_MATCH_REQUIRED", "Loosening the state needs If-Match with the ETag of GET /api/risk/state."),
            StateChangeStatus.NotAllowed => Problems.Write(http, StatusCodes.Status403Forbidden, "FORBIDDEN", $"{body.By} is none of riskControl.operators: only they may loosen the state."),
            _ => Answer.Ok(http, outcome.View, ApiJson.Default.TradingStateView),
        });
    }

    private static string Tag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    private static bool TryVersion(string header, out long? version)
    {
        version = null;
        if (header.Length == 0)
        {
            return true;
        }

        if (header.Length > 2 && header[0] == '"' && header[^1] == '"' && long.TryParse(header.AsSpan(1, header.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            version = number;
            return true;
        }

        return false;
    }

    private static TradingControl Control(HttpContext http) => http.RequestServices.GetRequiredService<TradingControl>();
}
