using TradingFunctions.Domain;
using TradingFunctions.Domain.Notifications;

namespace TradingFunctions.Pipeline.Day;

/// <param name="SlotUtc">The schedule slot, 17:00 New York.</param>
public sealed record DayRequest(DateTime SlotUtc);

/// <summary>What closing a day came to.</summary>
/// <param name="Date">The last session closed; null where there was none to close.</param>
/// <param name="Sessions">Sessions closed now: more than one after a downtime, none where they had been closed already.</param>
/// <param name="EndsWeek">No session of the same week follows.</param>
/// <param name="EndsMonth">No session of the same month follows.</param>
/// <param name="Steps">Names of further steps that this host has for a closed day.</param>
/// <param name="Summary">For people; null where there was none to close.</param>
public sealed record DayClosed(DateOnly? Date, int Sessions, bool EndsWeek, bool EndsMonth, string[] Steps, Notification? Summary);

/// <param name="Step">Name of an <see cref="IDayStep"/>.</param>
public sealed record DayStepRequest(string Step, DateOnly Date);

public enum PeriodKind { Week, Month }

/// <param name="Date">Any session of the period.</param>
public sealed record PeriodRequest(PeriodKind Kind, DateOnly Date);

/// <param name="Report">For people; null where the period has no day.</param>
public sealed record PeriodReported(Notification? Report);

/// <summary>Closes positions from a time before the close on.</summary>
/// <param name="StartUtc">When it begins.</param>
/// <param name="CloseUtc">Close of the session.</param>
public sealed record LiquidationRequest(DateOnly Session, DateTime StartUtc, DateTime CloseUtc);

/// <param name="Attempt">1, 2, ... : each asks again for what is still open.</param>
public sealed record LiquidationStep(DateOnly Session, int Attempt);

/// <param name="Open">Positions that are to be closed and are still open, by symbol; at most 100 are named.</param>
/// <param name="Count">How many there are.</param>
public sealed record LiquidationState(Symbol[] Open, int Count);

/// <param name="Attempts">How often it asked.</param>
/// <param name="Left">Positions open at the close.</param>
public sealed record LiquidationResult(int Attempts, int Left);
