using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Telemetry;

/// <summary>What a host's slow figures were at one moment.</summary>
/// <param name="Net">Long less short, dollars.</param>
/// <param name="Largest">Symbol of the largest position; null without one.</param>
/// <param name="Concentration">Its value as a share of equity.</param>
/// <param name="QueueAge">Wall-clock age of the oldest queued signal; zero for none.</param>
/// <param name="DataAge">Age of the oldest price among what is looked at, on the host's clock; null while the market is closed or nothing has a price.</param>
public sealed record HostReading(PortfolioView Account, Money Net, Symbol? Largest, decimal Concentration, QueueDepth Queue, TimeSpan QueueAge, TimeSpan? DataAge)
{
    public decimal Share(Money amount) => Account.Equity > Money.Zero ? Math.Round(amount.Amount / Account.Equity.Amount, 6) : 0m;
}
