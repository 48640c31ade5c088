namespace TradingFunctions.Domain.Analysis;

/// <summary>Signals and qualities as kernels write them: one signed byte a price.</summary>
public static class PriceSignal
{
    public const sbyte Sell = -1;
    public const sbyte Hold = 0;
    public const sbyte Buy = 1;

    public const sbyte Bad = -1;
    public const sbyte Neutral = 0;
    public const sbyte Good = 1;
}
