using TradingFunctions.Pipeline.Live;

namespace TradingFunctions.Local.Live;

/// <summary>Keeps the live view up to date while anybody looks.</summary>
internal sealed class LiveLoop(LiveAudience audience, LivePublisher publisher)
{
    public Task Once(CancellationToken cancellationToken) => audience.IsPresent ? publisher.PublishOnce(cancellationToken) : Task.CompletedTask;
}
