namespace TradingFunctions.Domain.Monitoring;

/// <summary>Checks that a condition has the parameters of its kind, within bounds, and no others.</summary>
internal static class ConditionValidator
{
    private const double MaxPrice = 10_000_000;
    private const int MaxStaleSeconds = 30 * 24 * 60 * 60;

    public static void Validate(PlanCondition? condition, string field, PlanLimits limits, PlanErrors errors)
    {
        if (condition is null)
        {
            errors.Add(field, "REQUIRED", "Must not be null.");
            return;
        }

        if (!Enum.IsDefined(condition.Kind))
        {
            errors.Known($"{field}.kind", condition.Kind);
            return;
        }

        RefuseUnexpected(condition, field, errors);
        ValidateParameters(condition, field, limits, errors);
    }

    private static void ValidateParameters(PlanCondition c, string field, PlanLimits limits, PlanErrors errors)
    {
        switch (c.Kind)
        {
            case ConditionKind.PriceAbove or ConditionKind.PriceBelow:
                errors.Require($"{field}.price", c.Price is not null);
                errors.Fraction($"{field}.price", c.Price, MaxPrice);
                break;
            case ConditionKind.ChangeOverWindow:
                ValidateChange(c, field, limits, errors);
                break;
            case ConditionKind.VolumeSpike:
                Required($"{field}.bars", c.Bars, 1, limits.MaxBars, errors);
                Required($"{field}.multiple", c.Multiple, 0.01, 1000, errors);
                break;
            case ConditionKind.MovingAverageCross:
                ValidateCross(c, field, limits, errors);
                break;
            case ConditionKind.Rsi:
                Required($"{field}.period", c.Period, 2, limits.MaxBars / ConditionReading.RsiPeriods, errors);
                Required($"{field}.level", c.Level, 0, 100, errors);
                Relation(c, field, errors);
                // Strictly beyond the end of the scale there is nothing.
                Reachable(c is not ({ Relation: Monitoring.Relation.Above, Level: 100 } or { Relation: Monitoring.Relation.Below, Level: 0 }), $"{field}.level", errors);
                break;
            case ConditionKind.Spread or ConditionKind.TrailingStop:
                errors.Require($"{field}.fraction", c.Fraction is not null);
                errors.Fraction($"{field}.fraction", c.Fraction, 0.99);
                break;
            case ConditionKind.StaleData:
                Required($"{field}.seconds", c.Seconds, 1, MaxStaleSeconds, errors);
                break;
            case ConditionKind.TimeOfDay:
                errors.Require($"{field}.from", c.From is not null);
                errors.Require($"{field}.to", c.To is not null);
                Reachable(c.From is null || c.To is null || c.From < c.To, $"{field}.to", errors);
                break;
        }
    }

    private static void ValidateChange(PlanCondition c, string field, PlanLimits limits, PlanErrors errors)
    {
        Required($"{field}.fraction", c.Fraction, -0.99, 10, errors);
        if (c.Fraction == 0)
        {
            errors.Add($"{field}.fraction", "RANGE", "Must not be 0: its sign says in which direction.");
        }

        if (c.Bars is null == c.Minutes is null)
        {
            errors.Add($"{field}.bars", c.Bars is null ? "REQUIRED" : "CONTRADICTION", "Exactly one of bars and minutes must be given.");
        }

        errors.Within($"{field}.bars", c.Bars ?? 1, 1, limits.MaxBars);
        errors.Within($"{field}.minutes", c.Minutes ?? 1, 1, limits.MaxMinutes);
    }

    private static void ValidateCross(PlanCondition c, string field, PlanLimits limits, PlanErrors errors)
    {
        Required($"{field}.fast", c.Fast, 1, limits.MaxBars, errors);
        Required($"{field}.slow", c.Slow, 1, limits.MaxBars, errors);
        Relation(c, field, errors);
        if (c.Fast >= c.Slow)
        {
            errors.Add($"{field}.fast", "CONTRADICTION", $"Must be shorter than slow; {c.Fast} is not shorter than {c.Slow}.");
        }
    }

    private static void Required(string field, double? value, double least, double most, PlanErrors errors)
    {
        errors.Require(field, value is not null);
        errors.Within(field, value ?? least, least, most);
    }

    private static void Relation(PlanCondition c, string field, PlanErrors errors)
    {
        errors.Require($"{field}.relation", c.Relation is not null);
        errors.Known($"{field}.relation", c.Relation.GetValueOrDefault());
    }

    private static void Reachable(bool isReachable, string field, PlanErrors errors)
    {
        if (!isReachable)
        {
            errors.Add(field, "CONTRADICTION", "This can never be met.");
        }
    }

    private static void RefuseUnexpected(PlanCondition c, string field, PlanErrors errors)
    {
        Refuse("price", c.Price is not null, c.Kind is ConditionKind.PriceAbove or ConditionKind.PriceBelow);
        Refuse("fraction", c.Fraction is not null, c.Kind is ConditionKind.ChangeOverWindow or ConditionKind.Spread or ConditionKind.TrailingStop);
        Refuse("bars", c.Bars is not null, c.Kind is ConditionKind.ChangeOverWindow or ConditionKind.VolumeSpike);
        Refuse("minutes", c.Minutes is not null, c.Kind is ConditionKind.ChangeOverWindow);
        Refuse("multiple", c.Multiple is not null, c.Kind is ConditionKind.VolumeSpike);
        Refuse("fast", c.Fast is not null, c.Kind is ConditionKind.MovingAverageCross);
        Refuse("slow", c.Slow is not null, c.Kind is ConditionKind.MovingAverageCross);
        Refuse("period", c.Period is not null, c.Kind is ConditionKind.Rsi);
        Refuse("level", c.Level is not null, c.Kind is ConditionKind.Rsi);
        Refuse("relation", c.Relation is not null, c.Kind is ConditionKind.MovingAverageCross or ConditionKind.Rsi);
        Refuse("seconds", c.Seconds is not null, c.Kind is ConditionKind.StaleData);
        Refuse("from", c.From is not null, c.Kind is ConditionKind.TimeOfDay);
        Refuse("to", c.To is not null, c.Kind is ConditionKind.TimeOfDay);

        void Refuse(string name, bool isGiven, bool isExpected)
        {
            if (isGiven && !isExpected)
            {
                errors.Add($"{field}.{name}", "UNEXPECTED", $"{c.Kind} does not take {name}.");
            }
        }
    }
}
