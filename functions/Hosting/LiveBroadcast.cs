using System.Text.Json;
using TradingFunctions.Pipeline.Live;

namespace TradingFunctions.Hosting;

/// <summary>The live view for screens that are all told the same: what changed since the last time, and now and then the whole.</summary>
/// <remarks>A screen that began with the snapshot of another instance counts otherwise; the next whole view puts it right.</remarks>
public sealed class LiveBroadcast(HostReadiness readiness, LiveFeed feed, LivePublisher publisher)
{
    /// <summary>Frames between two whole views.</summary>
    private const int WholeEvery = 12;

    private long sent;
    private int frames;

    /// <summary>Null where there is nothing to tell.</summary>
    public async Task<JsonElement?> Next(CancellationToken cancellationToken)
    {
        await readiness.Opened.WaitAsync(cancellationToken);
        await publisher.PublishOnce(cancellationToken);
        var frame = frames++ % WholeEvery == 0 ? feed.Snapshot() : feed.Since(sent);
        if (frame is null)
        {
            return null;
        }

        sent = frame.Sequence;
        return JsonElement.Parse(frame.Json.Span);
    }
}
