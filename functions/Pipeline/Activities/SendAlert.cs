using TradingFunctions.Domain.Notifications;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Activities;

/// <summary>Tells people. Best effort: it succeeds whatever becomes of the message.</summary>
public sealed class SendAlert(INotifier notifier) : IActivity<Notification, bool>
{
    public async Task<bool> Run(Notification input, CancellationToken cancellationToken)
    {
        await notifier.Notify(input, cancellationToken);
        return true;
    }
}
