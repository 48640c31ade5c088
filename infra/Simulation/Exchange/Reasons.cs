namespace TradingFunctions.Infra.Simulation.Exchange;

/// <summary>The exchange's words for a refusal.</summary>
internal static class Reasons
{
    public const string BuyingPower = "insufficient buying power";
    public const string Shorting = "shorting is not enabled";
    public const string UnknownSymbol = "unknown symbol";
    public const string NoPrice = "the symbol has not traded yet";
    public const string LegId = "the id of a leg has been used";
    public const string Seeded = "rejected by the exchange";
}
