using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Analysis;

/// <summary>Codes of failed analyses and contracts.</summary>
public static class AnalysisCodes
{
    /// <summary>The table cannot be used, or the wish does not fit it.</summary>
    public const string BadTable = "BAD_TABLE";

    /// <summary>The file is another one than when the analysis began.</summary>
    public const string TableChanged = "TABLE_CHANGED";

    /// <summary>The contract has a value that is no price.</summary>
    public const string BadValue = "BAD_VALUE";

    /// <summary>The contract has no price at all.</summary>
    public const string NoPrices = "NO_PRICES";

    /// <summary>A result cannot be written; it may pass.</summary>
    public const string NotWritten = "NOT_WRITTEN";

    /// <summary>Subtotals do not add up to the total: a defect, not an input.</summary>
    public const string SlicesDiffer = "SLICES_DIFFER";

    /// <summary>The table cannot be read now; it may pass.</summary>
    public const string NotRead = "NOT_READ";

    /// <summary>The code of a plug-in failed on the contract.</summary>
    public const string StrategyFault = "STRATEGY_FAULT";

    /// <summary>The host has the strategy no more as it was when the analysis began.</summary>
    public const string StrategyChanged = "STRATEGY_CHANGED";

    internal static ActivityFailureException Failure(PriceTableException e, string code) => new(code, e.Message, retriable: false, e);

    internal static ActivityFailureException NotReadNow(IOException e) => new(NotRead, e.Message, retriable: true, e);

    internal static ActivityFailureException Failure(IOException e) => new(NotWritten, e.Message, retriable: true, e);
}
