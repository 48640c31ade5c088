using TradingFunctions.Domain.Notifications;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.TestKit.Trading;

/// <summary>Keeps what people would have been told.</summary>
public sealed class RecordedNotifier : INotifier
{
    private readonly List<Notification> told = [];

    public IReadOnlyList<Notification> Told
    {
        get
        {
            lock (told)
                return [.. told];
        }
    }

    public Task Notify(Notification notification, CancellationToken cancellationToken)
    {
        lock (told)
            told.Add(notification);
        return Task.CompletedTask;
    }
}
