using TradingFunctions.Domain;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Planning;
using TradingFunctions.Pipeline.Runs;

namespace TradingFunctions.Api.Monitors;

/// <summary>An alert, what was decided on it and what came of that.</summary>
/// <param name="Data">Observed figures by name.</param>
/// <param name="LastPrice">Dollars, at the check.</param>
/// <param name="Says">The strategy's own words.</param>
/// <param name="Decision">Null until the desk has decided.</param>
/// <param name="Reason">Why it was decided so.</param>
/// <param name="Outcome">In short: executed, working, denied and so on; null until it was carried out.</param>
/// <param name="Denials">Codes of a refusal.</param>
/// <param name="Advice">What the model said of an entry; null where it was not asked.</param>
public sealed record AlertAnswer(
    RunId Run,
    Symbol Symbol,
    int Sequence,
    DateTime AtUtc,
    AlertIntent Intent,
    string Trigger,
    ConditionKind[] Conditions,
    IReadOnlyDictionary<string, double> Data,
    double Confidence,
    int PlanVersion,
    double LastPrice,
    string? Says,
    DecisionKind? Decision,
    DecisionReason? Reason,
    string? Outcome,
    string[]? Denials,
    ClientOrderId? OrderId,
    AlertAdvice? Advice = null)
{
    public static AlertAnswer Of(Alert alert, DecisionDocument? decision, OutcomeDocument? outcome) => new(
        alert.Run, alert.Symbol, alert.Sequence, alert.AtUtc, alert.Intent, alert.Trigger, alert.Conditions, alert.Data, alert.Confidence, alert.PlanVersion, alert.LastPrice, alert.Reason,
        decision?.Decision.Kind, decision?.Decision.Reason, Lower(outcome?.Outcome), outcome is { Denials.Length: > 0 } ? outcome.Denials : null, outcome?.Answer?.OrderId, decision?.Advice);

    private static string? Lower(string? outcome) => outcome is { Length: > 0 } ? char.ToLowerInvariant(outcome[0]) + outcome[1..] : outcome;
}
