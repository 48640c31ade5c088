using Microsoft.Extensions.Logging;

namespace TradingFunctions.Pipeline.Live;

/// <summary>Asks the sources what is new and puts it into the feed. Costs nothing while nobody looks.</summary>
/// <param name="sources">One per section.</param>
/// <param name="clock">The host's clock, which screens show.</param>
/// <param name="wall">The wall's clock, by which sources are asked.</param>
public sealed class LivePublisher(LiveFeed feed, IEnumerable<ILiveSource> sources, TimeProvider clock, TimeProvider wall, ILogger<LivePublisher> log) : IDisposable
{
    /// <summary>Time between two views.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    /// <summary>Section of the sections that cannot be read: since when, and why. A screen shows by it what may be old.</summary>
    public const string FailedSection = "failed";

    /// <summary>A screen that hears nothing for longer knows that it is stale.</summary>
    public static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(1);

    private readonly Turn[] turns = [.. sources.Select(source => new Turn(source))];
    private readonly SemaphoreSlim gate = new(1, 1);
    private DateTimeOffset lastUtc;

    /// <summary>Publishes what changed since the last time, or a sign of life when one is due.</summary>
    public async Task PublishOnce(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            var now = wall.GetUtcNow();
            var changes = new List<LiveChange>();
            foreach (var turn in turns)
            {
                await Ask(turn, now, changes, cancellationToken);
            }

            changes.AddRange(feed.View.Difference(FailedSection, turns.Where(turn => turn.Failure is not null).Select(turn => turn.Failure!.Document(turn.Source.Section))));
            if (changes.Count > 0 || now - lastUtc >= SignOfLife)
            {
                lastUtc = now;
                feed.Publish(clock.GetUtcNow().UtcDateTime, changes);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Publishes when nobody has looked for a while, so that the first look does not show what is past.</summary>
    public Task Refresh(CancellationToken cancellationToken) => wall.GetUtcNow() - lastUtc >= SignOfLife * 2 ? PublishOnce(cancellationToken) : Task.CompletedTask;

    public void Dispose() => gate.Dispose();

    /// <summary>A source that fails leaves its section as it was, and the view says so; the others go on. So does one that gives up by itself.</summary>
    private async ValueTask Ask(Turn turn, DateTimeOffset now, List<LiveChange> changes, CancellationToken cancellationToken)
    {
        if (now < turn.NextUtc)
        {
            return;
        }

        turn.NextUtc = now + turn.Source.Every;
        try
        {
            var documents = await turn.Source.Read(cancellationToken);
            changes.AddRange(feed.View.Difference(turn.Source.Section, documents));
            turn.Failure = null;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            log.LiveSourceFailed(turn.Source.Section, e.Message, e);
            turn.Failure = new LiveFailure(turn.Failure?.SinceUtc ?? clock.GetUtcNow().UtcDateTime, e.Message);
        }
    }

    private sealed class Turn(ILiveSource source)
    {
        public ILiveSource Source { get; } = source;

        public DateTimeOffset NextUtc { get; set; }

        /// <summary>Null while it answers.</summary>
        public LiveFailure? Failure { get; set; }
    }
}
