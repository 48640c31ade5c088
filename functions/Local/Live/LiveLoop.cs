using TradingFunctions.Pipeline.Live;

namespace TradingFunctions.Local.Live;

/// <summary>Keeps the live view up to date while anybody looks.</summary>
internal sealed class LiveLoop(LiveAudience audience, LivePublisher publisher)
{
    /// <summary>Tells the screens what is new.</summary>
    public Task Tell(CancellationToken cancellationToken) => audience.Run(cancellationToken);

    public Task Once(CancellationToken cancellationToken) => audience.IsPresent ? publisher.PublishOnce(cancellationToken) : Task.CompletedTask;
}
