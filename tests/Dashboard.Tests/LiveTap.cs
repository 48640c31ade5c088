using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace TradingFunctions.Dashboard.Tests;

/// <summary>Stands between page and host and changes frames of the live view, or loses them.</summary>
internal sealed class LiveTap
{
    /// <summary>Ends a message of the hub's protocol.</summary>
    private const char End = '\u001e';

    private volatile Func<JsonNode, bool> passes = _ => true;

    /// <summary>Looks at each frame, may change it, and says whether the page gets it.</summary>
    public void Set(Func<JsonNode, bool> frame) => passes = frame;

    public Task Install(IPage page) => page.RouteWebSocketAsync(new Regex("/api/live"), socket =>
    {
        var server = socket.ConnectToServer();
        server.OnMessage(message =>
        {
            var kept = (message.Text ?? string.Empty).Split(End, StringSplitOptions.RemoveEmptyEntries).Select(Changed).OfType<string>().ToArray();
            if (kept.Length > 0)
            {
                socket.Send(string.Concat(kept.Select(text => text + End)));
            }
        });
    });

    private string? Changed(string text)
    {
        var message = JsonNode.Parse(text)!;
        return (string?)message["target"] != "Frame" ? text
            : passes(message["arguments"]![0]!) ? message.ToJsonString()
            : null;
    }
}
