using Alpaca.Markets;
using TradingFunctions.Infra.Alpaca.Http;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Alpaca.Market;

/// <summary>Alpaca's clock and calendar.</summary>
internal sealed class AlpacaCalendar(IAlpacaTradingClient client) : IBrokerCalendar
{
    public Task<BrokerClock> GetClock(CancellationToken cancellationToken) => Calls.Read<IClock, BrokerClock>(
        "clock",
        () => client.GetClockAsync(cancellationToken),
        clock => new BrokerClock(clock.TimestampUtc, clock.IsOpen, clock.NextOpenUtc, clock.NextCloseUtc),
        cancellationToken);

    public Task<IReadOnlyList<BrokerSession>> ListSessions(DateOnly from, DateOnly to, CancellationToken cancellationToken) => Calls.Read<IReadOnlyList<IIntervalCalendar>, IReadOnlyList<BrokerSession>>(
        "calendar",
        () => client.ListIntervalCalendarAsync(new CalendarRequest(from, to), cancellationToken),
        days => [.. days.Select(day => new BrokerSession(DateOnly.FromDateTime(day.Trading.OpenEst.Date), day.Trading.OpenEst.UtcDateTime, day.Trading.CloseEst.UtcDateTime))],
        cancellationToken);
}
