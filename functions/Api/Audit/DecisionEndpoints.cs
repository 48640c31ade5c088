using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Pipeline.Decisions.Chains;

namespace TradingFunctions.Api.Audit;

/// <summary>The decision log's chains and anchors.</summary>
public static class DecisionEndpoints
{
    private const string DateFormat = "yyyy-MM-dd";

    public static async Task Verify(HttpContext http)
    {
        var query = new QueryReader(http);
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        await Answer.Ok(http, await http.RequestServices.GetRequiredService<ChainAuditor>().Examine(http.RequestAborted), ApiJson.Default.AuditReport);
    }

    public static async Task Anchors(HttpContext http)
    {
        var query = new QueryReader(http);
        var (limit, after) = (query.Limit(), query.Text("after"));
        DateOnly before = default;
        if (after is not null && !DateOnly.TryParseExact(after, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out before))
        {
            query.Reject("?after", "FORMAT", "Must be the 'next' of the page before.");
        }

        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        var anchors = await http.RequestServices.GetRequiredService<ChainStore>().List(after is null ? null : before, limit, http.RequestAborted);
        var next = anchors.Count == limit ? anchors[^1].Date.ToString(DateFormat, CultureInfo.InvariantCulture) : null;
        await Answer.Ok(http, new ListAnswer<Anchor>(anchors, next), ApiJson.Default.ListAnswerAnchor);
    }
}
