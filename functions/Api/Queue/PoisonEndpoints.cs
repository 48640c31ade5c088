using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Api.Instances;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Api.Queue;

/// <param name="Body">The message, as text where it is no JSON.</param>
public sealed record PoisonView(string Id, int Attempts, DateTime EnqueuedUtc, DateTime PoisonedUtc, string Reason, JsonNode? Body)
{
    public static PoisonView Of(PoisonMessage message) => new(
        message.Id, message.Attempts, message.EnqueuedUtc, message.PoisonedUtc, message.Reason, Payload.Of(Encoding.UTF8.GetString(message.Body.Span)));
}

public sealed record ResendAnswer(string Id, string Status);

/// <summary>Queued signals that were given up.</summary>
public static class PoisonEndpoints
{
    public static async Task List(HttpContext http)
    {
        var query = new QueryReader(http);
        var limit = query.Limit();
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        var messages = await Queue(http).ListPoison(limit, http.RequestAborted);
        await Answer.Ok(http, new ListAnswer<PoisonView>([.. messages.Select(PoisonView.Of)]), ApiJson.Default.ListAnswerPoisonView);
    }

    public static async Task Resend(HttpContext http)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        await (await Queue(http).Resend(id, http.RequestAborted)
            ? Answer.Write(http, StatusCodes.Status202Accepted, new ResendAnswer(id, "queued"), ApiJson.Default.ResendAnswer)
            : Problems.NotFound(http, "There is no poison message of this id."));
    }

    private static ISignalOutbox Queue(HttpContext http) => http.RequestServices.GetRequiredService<ISignalOutbox>();
}
