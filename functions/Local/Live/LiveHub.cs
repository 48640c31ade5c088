using Microsoft.AspNetCore.SignalR;

namespace TradingFunctions.Local.Live;

/// <summary>Where screens connect to. They are only told things: everything that is asked or ordered goes over HTTP.</summary>
internal sealed class LiveHub(LiveAudience audience) : Hub<ILiveScreen>
{
    /// <summary>Address of the hub; <c>/negotiate</c> beneath it, as every SignalR client expects.</summary>
    public const string Path = "/api/live";

    public override Task OnConnectedAsync()
    {
        audience.Join(Context.ConnectionId, Context.ConnectionAborted);
        return Task.CompletedTask;
    }
}
