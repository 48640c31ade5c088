namespace TradingFunctions.Domain.Market;

/// <summary>One regular trading session of the New York exchanges.</summary>
/// <param name="Date">New York date.</param>
/// <param name="OpenUtc">09:30 New York.</param>
/// <param name="CloseUtc">16:00 New York, 13:00 on a half day (14:00 before 1993). The session is [open, close).</param>
/// <param name="IsHalfDay">Whether it closes early.</param>
public sealed record Session(DateOnly Date, DateTime OpenUtc, DateTime CloseUtc, bool IsHalfDay);
