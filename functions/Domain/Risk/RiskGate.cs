using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Risk;

/// <summary>The pre-trade gate: the only maker of an <see cref="ApprovedOrder"/>. All controls are evaluated, also after one has failed.</summary>
/// <remarks>Template of the controls: SEC rule 15c3-5 and EU RTS 6, article 15. Exits skip the controls that only bound new exposure.</remarks>
public static class RiskGate
{
    /// <summary>Evaluates, and approves the order when every active control passes.</summary>
    public static GateDecision Decide(in GateInputs inputs, RiskLimits limits)
    {
        var checks = default(GateChecks);
        var passed = Evaluate(inputs, limits, ref checks);
        return new GateDecision(
            passed ? new ApprovedOrder(inputs.Terms, inputs.NowUtc) : null,
            checks.ActiveToArray(),
            passed ? [] : Denials(checks, inputs, limits));
    }

    /// <summary>Evaluates every control without allocating.</summary>
    /// <returns>Whether all active controls passed.</returns>
    public static bool Evaluate(in GateInputs inputs, RiskLimits limits, ref GateChecks checks)
    {
        checks.Clear();
        var entry = inputs.Terms.Purpose == OrderPurpose.Entry;
        var cost = inputs.Cost.Amount;
        PermissionControls.Check(inputs, limits, entry, ref checks);
        MarketControls.Check(inputs, limits, entry, ref checks);
        OrderSizeControls.Check(inputs, limits, entry, cost, ref checks);
        ExposureControls.Check(inputs, limits, entry, cost, ref checks);
        PaceControls.Check(inputs, limits, entry, cost, ref checks);
        ProtectionControls.Check(inputs, limits, entry, ref checks);
        return checks.AllPassed;
    }

    private static Denial[] Denials(GateChecks checks, in GateInputs inputs, RiskLimits limits)
    {
        var denials = new List<Denial>();
        for (var i = 0; i < checks.Count; i++)
        {
            if (!checks[i].Passed)
            {
                var check = checks[i];
                denials.Add(new Denial(check.Code, check.Input, check.Limit, check.Value, DenialText.Of(check, inputs, limits), check.UntilUtc));
            }
        }

        return [.. denials];
    }
}
