namespace TradingFunctions.Pipeline.Configuration;

/// <summary>What is wrong with one setting.</summary>
/// <param name="Path">Its key, such as <c>risk.maxOrderNotional</c> or <c>strategies[1].id</c>.</param>
/// <param name="Message">What is allowed.</param>
public sealed record OptionError(string Path, string Message)
{
    public override string ToString() => $"{Path}: {Message}";
}
