using TradingFunctions.Domain.Strategies;

namespace TradingFunctions.Pipeline.Strategies;

/// <summary>A strategy of others, whose every signal is looked at before it counts.</summary>
internal sealed class CheckedStrategy(ITradingStrategy inner) : ITradingStrategy, IDisposable
{
    public int RequiredBars => inner.RequiredBars;

    /// <exception cref="StrategyFaultException">It gave no signal, or its code failed.</exception>
    public StrategySignal Evaluate(in StrategyInput input) => Checked(inner.Evaluate(input));

    public void Dispose() => (inner as IDisposable)?.Dispose();

    /// <summary>A signal as it may be, whatever made it.</summary>
    /// <exception cref="StrategyFaultException">It is none.</exception>
    public static StrategySignal Checked(StrategySignal? signal) => signal is { Reason: not null, Confidence: >= 0 and <= 1 } && Enum.IsDefined(signal.Action)
        ? signal
        : throw new StrategyFaultException(FaultKind.BadSignal, $"{signal?.ToString() ?? "null"} is no signal: the confidence must be 0 to 1, and the reason must be there.");
}
