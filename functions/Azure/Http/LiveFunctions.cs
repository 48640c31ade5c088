using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TradingFunctions.Hosting;

namespace TradingFunctions.Azure.Http;

/// <summary>The live view over Azure SignalR: where to connect, and what has changed. Without it screens poll <c>api/live/snapshot</c>.</summary>
public sealed class LiveFunctions(LiveBroadcast live)
{
    public const string Hub = "live";

    public const string Connection = "SignalR";

    [Function("NegotiateLiveHttp")]
    public IResult Negotiate(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/live/negotiate")] HttpRequest request, [SignalRConnectionInfoInput(HubName = Hub, ConnectionStringSetting = Connection)] string connection) =>
        Results.Text(connection, "application/json");

    [Function("LiveTimer")]
    [SignalROutput(HubName = Hub, ConnectionStringSetting = Connection)]
    public async Task<SignalRMessageAction?> Publish([TimerTrigger("%TRADING_TIMER_LIVE%", UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken) =>
        await live.Next(cancellationToken) is { } frame ? new SignalRMessageAction("Frame", [frame]) : null;
}
