using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Sizing;

namespace TradingFunctions.Domain.Risk;

/// <summary>The rules in force when an order is decided.</summary>
public sealed record TradingRules
{
    public RiskLimits Limits { get; init; } = new();

    /// <summary>Limits of single strategies.</summary>
    public StrategyLimits[] Strategies { get; init; } = [];

    public SectorMap Sectors { get; init; } = SectorMap.Empty;

    /// <summary>Newest result of the background analysis; null where there is none.</summary>
    public RiskAnalysis? Analysis { get; init; }

    /// <summary>Of the analysis; empty where there is none.</summary>
    public CorrelationTable Correlations => Analysis?.Correlations ?? CorrelationTable.Empty;

    public SizingOptions Sizing { get; init; } = new();

    /// <summary>Type of an entry without a price target: market, or limit at the reference price.</summary>
    public OrderType EntryType { get; init; } = OrderType.Market;

    /// <summary>Time in force of entries. Default good till cancelled: the legs of a bracket live as long as its entry may.</summary>
    public TimeInForce EntryTimeInForce { get; init; } = TimeInForce.Gtc;

    /// <summary>Time in force of exits.</summary>
    public TimeInForce ExitTimeInForce { get; init; } = TimeInForce.Day;

    /// <summary>What a market entry reserves above the reference price, as a share of it: it may fill there. Default 1 %; 3 % for a short sale as Alpaca values it.</summary>
    public decimal MarketOrderBuffer { get; init; } = 0.01m;
}
