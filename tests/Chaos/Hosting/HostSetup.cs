using TradingFunctions.Domain;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Chaos.Hosting;

/// <summary>What a host needs to know, the same in every life.</summary>
/// <param name="Directory">Of its store and queue.</param>
/// <param name="Broker">Name of the client: see <see cref="BrokerClients"/>.</param>
/// <param name="Key">Key id of its account at the stub, and name of the account in its books.</param>
internal sealed record HostSetup(string Directory, string Broker, Uri Address, string Key)
{
    public const string Environment = "chaos";

    /// <summary>Of one request to the broker. Delays of the stub go beyond it.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromMilliseconds(300);

    public string StoreFile => Path.Combine(Directory, "store.db");

    public string QueueFile => Path.Combine(Directory, "queue.db");

    public AccountId Account => new(Key);

    /// <summary>Short windows: they are longer than any delay of the stub, as the real ones are longer than any delay of a real broker.</summary>
    public TradeOptions Trade => new()
    {
        Account = Account,
        Environment = Environment,
        Owner = "chaos",
        SendWindow = TimeSpan.FromMilliseconds(500),
        LookupWindow = TimeSpan.FromMilliseconds(800),
        SettleTime = TimeSpan.FromMilliseconds(400),
        MarkLife = TimeSpan.FromSeconds(1),
        RecentOverlap = TimeSpan.FromSeconds(1),
        IsMarketOpen = _ => true,
    };

    /// <summary>Limits that let the script's orders through: the gate has tests of its own. Every entry has its stop.</summary>
    public static TradingRules Rules { get; } = new()
    {
        Limits = new RiskLimits { MaxSymbolShare = null, MaxPortfolioRisk = null, DuplicateWindow = null, MaxSignalAge = null, MaxDrawdown = null, MaxDailyLoss = null, PriceCollar = null },
    };

    /// <summary>A circuit opens after few bad answers, and not for long. What takes longer than <see cref="RequestTimeout"/> is a bad one.</summary>
    public static BreakerOptions Breaker { get; } = new()
    {
        MinimumCalls = 4,
        Window = TimeSpan.FromSeconds(1),
        Break = TimeSpan.FromSeconds(1),
    };

    /// <summary>As in the product, but that prices stand still at times.</summary>
    public static WatchOptions Watch { get; } = new() { Interval = TimeSpan.FromMilliseconds(100), StaleMarket = WatchAction.None };

    public static QueueOptions Queue { get; } = new()
    {
        Visibility = TimeSpan.FromMilliseconds(600),
        MaxAttempts = 1000,
        BatchSize = 4,
        FirstRetry = TimeSpan.FromMilliseconds(20),
        LongestRetry = TimeSpan.FromMilliseconds(100),
    };
}
