using System.Diagnostics.CodeAnalysis;

namespace TradingFunctions.Domain.Signals;

/// <summary>A valid signal, or all that is wrong with the draft.</summary>
/// <param name="Signal">Null when there are errors.</param>
/// <param name="Errors">In the order of the fields; empty when valid.</param>
public sealed record SignalValidation(TradingSignal? Signal, SignalFieldError[] Errors)
{
    [MemberNotNullWhen(true, nameof(Signal))]
    public bool IsValid => Signal is not null;
}
