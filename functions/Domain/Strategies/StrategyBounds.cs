using System.Runtime.CompilerServices;

namespace TradingFunctions.Domain.Strategies;

/// <summary>Checks of parameters; the error names the parameter and its bounds.</summary>
internal static class StrategyBounds
{
    /// <summary>Both bounds allowed.</summary>
    public static int Within(int value, int min, int max, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= min && value <= max ? value : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"Must be {min} to {max}."));

    /// <summary>Neither bound allowed; never NaN.</summary>
    public static double Between(double value, double above, double below, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value > above && value < below ? value : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"Must be above {above} and below {below}."));
}
