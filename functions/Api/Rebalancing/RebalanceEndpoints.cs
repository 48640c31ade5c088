using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Pipeline.Rebalancing;

namespace TradingFunctions.Api.Rebalancing;

/// <summary>Rebalancing: proposed, approved by a person, carried out through the gate.</summary>
public static class RebalanceEndpoints
{
    public static async Task Propose(HttpContext http)
    {
        if (await JsonBody.Read(http, ApiJson.Default.RebalanceBody) is not { } body)
        {
            return;
        }

        var errors = new List<FieldError>();
        if (body.Validate(errors) is not { } wish)
        {
            await Problems.Unprocessable(http, errors);
            return;
        }

        var outcome = await Service(http).Propose(wish, http.RequestAborted);
        await (outcome.Proposal is { } proposal
            ? Answer.Write(http, StatusCodes.Status201Created, proposal, ApiJson.Default.RebalanceProposal)
            : Problems.Unprocessable(http, [.. outcome.Unpriced.Select(symbol => new FieldError($"targets.{symbol}", "NO_PRICE", "The market has no price of it."))]));
    }

    public static async Task List(HttpContext http)
    {
        var query = new QueryReader(http);
        var limit = query.Limit(20);
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        await Answer.Ok(http, new ListAnswer<RebalanceProposal>(await Service(http).List(limit, http.RequestAborted)), ApiJson.Default.ListAnswerRebalanceProposal);
    }

    public static async Task Show(HttpContext http) => await (await Service(http).Find(Id(http), http.RequestAborted) is { } proposal
        ? Answer.Ok(http, proposal, ApiJson.Default.RebalanceProposal)
        : Problems.NotFound(http, "There is no proposal of this id."));

    public static Task Approve(HttpContext http) => Decide(http, approve: true);

    public static Task Reject(HttpContext http) => Decide(http, approve: false);

    private static async Task Decide(HttpContext http, bool approve)
    {
        if (await JsonBody.Read(http, ApiJson.Default.RebalanceDecisionBody) is not { } body)
        {
            return;
        }

        if (body.Validate() is { Count: > 0 } errors)
        {
            await Problems.Unprocessable(http, errors);
            return;
        }

        var outcome = await Service(http).Decide(Id(http), approve, body.By, body.Reason, http.RequestAborted);
        await (outcome switch
        {
            { Status: DecideStatus.NotFound } or { Proposal: null } => Problems.NotFound(http, "There is no proposal of this id."),
            { Status: DecideStatus.Expired } => Problems.Conflict(http, "EXPIRED", $"The proposal could be approved until {outcome.Proposal.ExpiresUtc:u}. Propose again at today's prices."),
            { Status: DecideStatus.Decided } => Problems.Conflict(http, "DECIDED", $"The proposal is {outcome.Proposal.Status} already, by {outcome.Proposal.Decision?.By}."),
            _ => Answer.Ok(http, outcome.Proposal, ApiJson.Default.RebalanceProposal),
        });
    }

    private static string Id(HttpContext http) => (string)http.Request.RouteValues["id"]!;

    private static RebalanceService Service(HttpContext http) => http.RequestServices.GetRequiredService<RebalanceService>();
}
