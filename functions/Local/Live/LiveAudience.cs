using Microsoft.AspNetCore.SignalR;
using TradingFunctions.Pipeline.Live;

namespace TradingFunctions.Local.Live;

/// <summary>Everybody who looks. Each screen has a pump of its own that takes from the feed what the screen can swallow.</summary>
internal sealed class LiveAudience(IHubContext<LiveHub, ILiveScreen> hub, LiveFeed feed, LivePublisher publisher)
{
    private int present;

    /// <summary>Whether anybody is looking.</summary>
    public bool IsPresent => Volatile.Read(ref present) > 0;

    /// <summary>Begins with the whole view, goes on with what changes, until the connection ends.</summary>
    public void Join(string connectionId, CancellationToken gone) => _ = Follow(connectionId, gone);

    private async Task Follow(string connectionId, CancellationToken gone)
    {
        Interlocked.Increment(ref present);
        try
        {
            await publisher.Refresh(gone);
            var screen = hub.Clients.Client(connectionId);
            var sequence = 0L;
            while (true)
            {
                // Four a second at most: whatever happens meanwhile comes in one frame.
                var pause = Task.Delay(LivePublisher.Step, gone);
                if (feed.Since(sequence) is { } frame)
                {
                    await screen.Frame(frame).WaitAsync(gone);
                    sequence = frame.Sequence;
                }

                await pause;
                await feed.NewerThan(sequence, gone);
            }
        }
        catch (OperationCanceledException)
        {
            // The screen has gone.
        }
        finally
        {
            Interlocked.Decrement(ref present);
        }
    }
}
