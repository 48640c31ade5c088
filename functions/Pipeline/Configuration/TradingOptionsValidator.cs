using TradingFunctions.Pipeline.Risk;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>Checks a configuration before anything starts with it.</summary>
public static class TradingOptionsValidator
{
    /// <returns>Every error, in the order of the keys; empty for a valid configuration.</returns>
    public static IReadOnlyList<OptionError> Validate(TradingOptions options)
    {
        var errors = ValidateSections(options);
        return errors.Count > 0 ? errors : SectionContradictions.Check(options);
    }

    /// <summary>As <see cref="Validate"/>, but for what sections say of each other's limits: where one is looked at alone, the others are defaults.</summary>
    internal static IReadOnlyList<OptionError> ValidateSections(TradingOptions options)
    {
        var errors = new List<OptionError>();
        AttributeRules.Check(options, string.Empty, errors);
        // The rules between settings rest on parts being there.
        if (errors.Count == 0)
        {
            errors.AddRange(RiskLimitRanges.Check(options.Risk, "risk."));
            if (errors.Count == 0)
            {
                errors.AddRange(RiskFloorRules.Check(options.Risk, options.RiskControl.Floors, "risk."));
            }

            errors.AddRange(SizingRanges.Check(options.Sizing, "sizing."));
            errors.AddRange(CrossFieldRules.Check(options));
        }

        return errors;
    }
}
