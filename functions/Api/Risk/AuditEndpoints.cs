using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Pipeline.Risk;

namespace TradingFunctions.Api.Risk;

/// <summary>What was done to limits, trading state and strategies.</summary>
public static class AuditEndpoints
{
    public static async Task List(HttpContext http)
    {
        var query = new QueryReader(http);
        var (limit, after) = (query.Limit(), query.Text("after"));
        if (after is not null && !AuditTrail.IsCursor(after))
        {
            query.Reject("?after", "FORMAT", "Must be the 'next' of the page before.");
        }

        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        var page = await http.RequestServices.GetRequiredService<AuditTrail>().List(after, limit, http.RequestAborted);
        await Answer.Ok(http, new ListAnswer<AuditRecord>(page.Records, page.Continue), ApiJson.Default.ListAnswerAuditRecord);
    }
}
