using TradingFunctions.Domain.Notifications;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Hosting;

/// <summary>Tells nobody: a replay's news is old.</summary>
internal sealed class NoNotifier : INotifier
{
    public Task Notify(Notification notification, CancellationToken cancellationToken) => Task.CompletedTask;
}
