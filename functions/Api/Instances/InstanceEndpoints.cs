using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Api.Instances;

/// <summary>Orchestration instances: look at, end, remove.</summary>
public static class InstanceEndpoints
{
    private const int MaxReason = 200;

    public static async Task List(HttpContext http)
    {
        var query = new QueryReader(http);
        var filter = new InstanceQuery(
            query.Text("orchestration"), query.Choice<InstanceStatus>("status"), query.Text("prefix"), query.Text("after"), query.Limit());
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        var page = await Client(http).List(filter, http.RequestAborted);
        await Answer.Ok(http, new ListAnswer<InstanceView>([.. page.Items.Select(InstanceView.Of)], page.Next), ApiJson.Default.ListAnswerInstanceView);
    }

    public static async Task Show(HttpContext http)
    {
        var query = new QueryReader(http);
        var (after, limit) = (query.Text("after"), query.Limit());
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        var id = Id(http);
        if (await Client(http).Get(id, http.RequestAborted) is not { } instance)
        {
            await Missing(http, id);
            return;
        }

        var history = await Client(http).History(id, after, limit, http.RequestAborted);
        await Answer.Ok(
            http,
            new InstanceDetail(InstanceView.Of(instance), new ListAnswer<HistoryView>([.. history.Items.Select(HistoryView.Of)], history.Next)),
            ApiJson.Default.InstanceDetail);
    }

    public static async Task Terminate(HttpContext http)
    {
        var query = new QueryReader(http);
        var reason = query.Text("reason") ?? "Terminated over the API.";
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        var id = Id(http);
        if (await Client(http).Terminate(id, reason.Length <= MaxReason ? reason : reason[..MaxReason], http.RequestAborted))
        {
            await Answer.Write(http, StatusCodes.Status202Accepted, new InstanceAction(id, "terminating"), ApiJson.Default.InstanceAction);
        }
        else if (await Client(http).Get(id, http.RequestAborted) is { } instance)
        {
            await Problems.Conflict(http, "ALREADY_ENDED", $"Instance {id} has ended: {instance.Status}.");
        }
        else
        {
            await Missing(http, id);
        }
    }

    public static async Task Purge(HttpContext http)
    {
        var id = Id(http);
        if (await Client(http).Purge(id, http.RequestAborted))
        {
            await Answer.NoContent(http);
        }
        else if (await Client(http).Get(id, http.RequestAborted) is { } instance)
        {
            await Problems.Conflict(http, "STILL_RUNNING", $"Instance {id} is {instance.Status}: terminate it first.");
        }
        else
        {
            await Missing(http, id);
        }
    }

    private static IOrchestrationClient Client(HttpContext http) => http.RequestServices.GetRequiredService<IOrchestrationClient>();

    private static string Id(HttpContext http) => (string)http.Request.RouteValues["id"]!;

    private static Task Missing(HttpContext http, string id) => Problems.NotFound(http, $"There is no instance {(id.Length <= 100 ? id : id[..100])}.");
}
