namespace TradingFunctions.Domain.Market;

/// <summary>Prices and volume of one symbol over one interval. It exists from its end: nobody may look at it earlier.</summary>
/// <param name="EndUtc">End of the interval; of a daily bar the session's close.</param>
/// <param name="Open">First price, dollars.</param>
/// <param name="High">Highest price, dollars.</param>
/// <param name="Low">Lowest price, dollars.</param>
/// <param name="Close">Last price, dollars.</param>
/// <param name="Volume">Shares traded; may be 0.</param>
/// <param name="Bid">Closing bid, dollars; 0 where unknown.</param>
/// <param name="Ask">Closing ask, dollars; 0 where unknown.</param>
public readonly record struct Bar(
    DateTime StartUtc, DateTime EndUtc, double Open, double High, double Low, double Close, double Volume, double Bid = 0, double Ask = 0);
