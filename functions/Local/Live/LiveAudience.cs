using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.SignalR;
using TradingFunctions.Pipeline.Live;

namespace TradingFunctions.Local.Live;

/// <summary>Everybody who looks. Rounds go over all screens, a few at a time; each takes from the feed what it can swallow.</summary>
/// <remarks>A thousand screens that woke up at once would put a thousand pieces of work before the next signal: so they do not.</remarks>
internal sealed class LiveAudience(IHubContext<LiveHub, ILiveScreen> hub, LiveFeed feed, LivePublisher publisher)
{
    /// <summary>Parts of a round: the screens of one are told together.</summary>
    private const int Parts = 25;

    /// <summary>Frames that leave in all: the more look, the less often each is told anything, and then more at once.</summary>
    private const int FramesPerSecond = 2000;

    /// <summary>Of a step, between two frames to one screen: rounds are as long as a step, but their parts may be late.</summary>
    private const double LeastShare = 0.9;

    private readonly ConcurrentDictionary<string, Screen> screens = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim somebody = new(0, 1);
    private int joined;

    /// <summary>Whether anybody is looking.</summary>
    public bool IsPresent => !screens.IsEmpty;

    /// <summary>Begins with the whole view, goes on with what changes, until the connection ends.</summary>
    public void Join(string connectionId, CancellationToken gone)
    {
        var screen = new Screen(hub.Clients.Client(connectionId), Interlocked.Increment(ref joined) % Parts);
        screens[connectionId] = screen;
        gone.UnsafeRegister(_ => screens.TryRemove(connectionId, out Screen? _), null);
        _ = Begin(screen, gone);
        WakeUp();
    }

    /// <summary>Rounds, for as long as somebody looks; costs nothing while nobody does.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (screens.IsEmpty)
            {
                await somebody.WaitAsync(cancellationToken);
                continue;
            }

            await Round(cancellationToken);
        }
    }

    private async Task Round(CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var all = screens.Values.ToLookup(screen => screen.Part);
        var length = TimeSpan.FromSeconds(Math.Max(LivePublisher.Step.TotalSeconds, (double)screens.Count / FramesPerSecond));
        for (var part = 0; part < Parts; part++)
        {
            foreach (var screen in all[part])
            {
                screen.Tell(feed);
            }

            var left = (length * (part + 1) / Parts) - Stopwatch.GetElapsedTime(began);
            if (left > TimeSpan.Zero)
            {
                await Task.Delay(left, cancellationToken);
            }
        }
    }

    private async Task Begin(Screen screen, CancellationToken gone)
    {
        try
        {
            await publisher.Refresh(gone);
            screen.Tell(feed);
        }
        catch (OperationCanceledException)
        {
            // It has gone already.
        }
    }

    private void WakeUp()
    {
        try
        {
            somebody.Release();
        }
        catch (SemaphoreFullException)
        {
            // It has been told.
        }
    }

    /// <param name="part">Part of the round that it belongs to.</param>
    private sealed class Screen(ILiveScreen client, int part)
    {
        private readonly Lock gate = new();
        private Task sending = Task.CompletedTask;
        private long sequence;
        private long sentAt;

        public int Part => part;

        /// <summary>Sends what is new; what is under way still holds up this screen alone, which then gets all that it missed in one frame.</summary>
        public void Tell(LiveFeed feed)
        {
            lock (gate)
            {
                if (!sending.IsCompleted || (sentAt != 0 && Stopwatch.GetElapsedTime(sentAt) < LivePublisher.Step * LeastShare) || feed.Since(sequence) is not { } frame)
                {
                    return;
                }

                (sequence, sentAt) = (frame.Sequence, Stopwatch.GetTimestamp());
                sending = client.Frame(frame);
            }
        }
    }
}
