using TradingFunctions.Api.Http;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Rebalancing;

namespace TradingFunctions.Api.Rebalancing;

/// <summary>Target weights.</summary>
/// <param name="Targets">Share of equity per symbol, 0 to 1; 1 in all at most. The rest stays in cash.</param>
/// <param name="By">Who wants it.</param>
/// <param name="CloseOthers">Whether positions without a target are given up; they are left alone where left out.</param>
/// <param name="MinTrade">Smaller trades are left out, dollars; 100 where left out.</param>
public sealed record RebalanceBody(SortedDictionary<string, decimal> Targets, string By, bool CloseOthers = false, decimal MinTrade = 100m)
{
    private const int MostTargets = 200;

    /// <returns>Null where something is wrong, which is then in <paramref name="errors"/>.</returns>
    public RebalanceWish? Validate(List<FieldError> errors)
    {
        var targets = new SortedDictionary<Symbol, decimal>();
        foreach (var (text, weight) in Targets)
        {
            if (!Symbol.TryCreate(text, out var symbol, out var error))
            {
                errors.Add(new FieldError($"targets.{(text.Length <= 32 ? text : text[..32])}", "FORMAT", $"Symbol {error}"));
            }
            else if (weight is < 0m or > 1m)
            {
                errors.Add(new FieldError($"targets.{text}", "RANGE", $"Must be 0 to 1, a share of equity; is {weight}."));
            }
            else
            {
                targets[symbol] = weight;
            }
        }

        if (Targets.Count > MostTargets || (Targets.Count == 0 && !CloseOthers))
        {
            errors.Add(new FieldError("targets", "RANGE", $"Must hold 1 to {MostTargets} symbols; none only with closeOthers."));
        }

        if (targets.Values.Sum() > 1m)
        {
            errors.Add(new FieldError("targets", "RANGE", $"Must add up to 1 at most, add up to {targets.Values.Sum()}."));
        }

        if (MinTrade is < 0m or > 1_000_000_000m)
        {
            errors.Add(new FieldError("minTrade", "RANGE", "Must be 0 to 1,000,000,000 dollars."));
        }

        PersonText.Check("by", By, errors);
        return errors.Count > 0 ? null : new RebalanceWish(targets, CloseOthers, new Money(MinTrade), By);
    }
}

/// <summary>An approval or a rejection.</summary>
/// <param name="By">Who says so.</param>
/// <param name="Reason">Why; kept with the proposal.</param>
public sealed record RebalanceDecisionBody(string By, string Reason)
{
    public List<FieldError> Validate()
    {
        var errors = new List<FieldError>();
        PersonText.Check("by", By, errors);
        PersonText.Check("reason", Reason, errors);
        return errors;
    }
}
