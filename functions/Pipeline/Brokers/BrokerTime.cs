using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Brokers;

/// <summary>Holds the host's clock and calendar against the broker's: a day that is closed or ends early without the host knowing would leave positions over night.</summary>
public sealed class BrokerTime(IBrokerCalendar broker, AccountBook book, INotifier notifier, TimeProvider clock)
{
    /// <summary>Difference of the clocks above which orders would be sent at the wrong time.</summary>
    public static readonly TimeSpan MaxSkew = TimeSpan.FromSeconds(10);

    /// <summary>Days looked ahead: unscheduled closures are announced some days before.</summary>
    private const int Days = 10;

    private string? told;

    /// <summary>Reduces trading where they differ, and tells people once for each difference.</summary>
    /// <exception cref="BrokerException">The broker did not answer.</exception>
    public async Task Check(CancellationToken cancellationToken)
    {
        if (await Difference(cancellationToken) is not (var what, var difference))
        {
            told = null;
            return;
        }

        if (book.State.Ledger.State == TradingState.Active)
        {
            await book.SetTradingState(TradingState.Reducing, difference, cancellationToken);
        }

        if (told != what)
        {
            told = what;
            await notifier.Notify(new Notification(Severity.Critical, "broker.time", "Clock or calendar disagree with the broker's", $"{difference}. No new positions are opened."), cancellationToken);
        }
    }

    /// <returns>What differs, the same as long as it does, and how, in words; null where they agree.</returns>
    private async Task<(string What, string Words)?> Difference(CancellationToken cancellationToken)
    {
        var asked = clock.GetUtcNow().UtcDateTime;
        var theirs = await broker.GetClock(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;

        // It was read some time between the two: an answer that takes long is no wrong clock.
        if (theirs.NowUtc < asked - MaxSkew || theirs.NowUtc > now + MaxSkew)
        {
            return ("clock", $"the broker's clock says {theirs.NowUtc:HH:mm:ss} and the host's {now:HH:mm:ss} UTC");
        }

        var today = DateOnly.FromDateTime(ExchangeCalendar.ToNewYork(now));
        var sessions = (await broker.ListSessions(today, today.AddDays(Days), cancellationToken)).ToDictionary(session => session.Date);
        for (var date = today; date <= today.AddDays(Days); date = date.AddDays(1))
        {
            var (ours, listed) = (ExchangeCalendar.SessionOn(date), sessions.GetValueOrDefault(date));
            if (ours?.OpenUtc != listed?.OpenUtc || ours?.CloseUtc != listed?.CloseUtc)
            {
                return ($"{date:yyyy-MM-dd}", $"on {date:yyyy-MM-dd} the broker is open {Words(listed?.OpenUtc, listed?.CloseUtc)} and the host expects {Words(ours?.OpenUtc, ours?.CloseUtc)}");
            }
        }

        return null;
    }

    private static string Words(DateTime? openUtc, DateTime? closeUtc) => openUtc is null ? "not at all" : $"{openUtc:HH:mm} to {closeUtc:HH:mm} UTC";
}
