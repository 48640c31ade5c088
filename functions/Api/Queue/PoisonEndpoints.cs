using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TradingFunctions.Api.Http;
using TradingFunctions.Api.Instances;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Api.Queue;

/// <param name="Queue">The queue that gave it up.</param>
/// <param name="Body">The message, as text where it is no JSON.</param>
public sealed record PoisonView(string Id, string Queue, int Attempts, DateTime EnqueuedUtc, DateTime PoisonedUtc, string Reason, JsonNode? Body)
{
    public static PoisonView Of(string queue, PoisonMessage message) => new(
        message.Id, queue, message.Attempts, message.EnqueuedUtc, message.PoisonedUtc, message.Reason, Payload.Of(Encoding.UTF8.GetString(message.Body.Span)));
}

public sealed record ResendAnswer(string Id, string Status);

/// <summary>Queued signals and order events that were given up.</summary>
public static class PoisonEndpoints
{
    public static async Task List(HttpContext http)
    {
        var query = new QueryReader(http);
        var limit = query.Limit();
        var queues = PoisonQueues.Read(http, query);
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        var messages = new List<PoisonView>();
        foreach (var queue in queues.Where(_ => messages.Count < limit))
        {
            messages.AddRange((await queue.Messages.ListPoison(limit - messages.Count, http.RequestAborted)).Select(message => PoisonView.Of(queue.Name, message)));
        }

        await Answer.Ok(http, new ListAnswer<PoisonView>(messages), ApiJson.Default.ListAnswerPoisonView);
    }

    public static async Task Resend(HttpContext http)
    {
        var query = new QueryReader(http);
        var queues = PoisonQueues.Read(http, query);
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        var id = (string)http.Request.RouteValues["id"]!;
        foreach (var queue in queues)
        {
            if (await queue.Messages.Resend(id, http.RequestAborted))
            {
                await Answer.Write(http, StatusCodes.Status202Accepted, new ResendAnswer(id, "queued"), ApiJson.Default.ResendAnswer);
                return;
            }
        }

        await Problems.NotFound(http, "There is no poison message of this id.");
    }
}
