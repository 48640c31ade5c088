namespace TradingFunctions.Domain.Monitoring;

/// <summary>Checks that a condition has the parameters of its kind, within bounds, and no others.</summary>
internal static class ConditionValidator
{
    private const double MaxPrice = 10_000_000;
    private const int MaxStaleSeconds = 30 * 24 * 60 * 60;

    public static void Validate(PlanCondition? condition, PlanLimits limits, PlanErrors errors)
    {
        if (condition is null)
        {
            errors.Add("", "REQUIRED", "Must not be null.");
            return;
        }

        if (!Enum.IsDefined(condition.Kind))
        {
            errors.Known("kind", condition.Kind);
            return;
        }

        RefuseUnexpected(condition, errors);
        ValidateParameters(condition, limits, errors);
    }

    private static void ValidateParameters(PlanCondition c, PlanLimits limits, PlanErrors errors)
    {
        switch (c.Kind)
        {
            case ConditionKind.PriceAbove or ConditionKind.PriceBelow:
                errors.Require("price", c.Price is not null);
                errors.Fraction("price", c.Price, MaxPrice);
                break;
            case ConditionKind.ChangeOverWindow:
                ValidateChange(c, limits, errors);
                break;
            case ConditionKind.VolumeSpike:
                Required("bars", c.Bars, 1, limits.MaxBars, errors);
                Required("multiple", c.Multiple, 0.01, 1000, errors);
                break;
            case ConditionKind.MovingAverageCross:
                ValidateCross(c, limits, errors);
                break;
            case ConditionKind.Rsi:
                Required("period", c.Period, 2, limits.MaxBars / ConditionReading.RsiPeriods, errors);
                Required("level", c.Level, 0, 100, errors);
                Relation(c, errors);
                // Strictly beyond the end of the scale there is nothing.
                Reachable(c is not ({ Relation: Monitoring.Relation.Above, Level: 100 } or { Relation: Monitoring.Relation.Below, Level: 0 }), "level", errors);
                break;
            case ConditionKind.Spread or ConditionKind.TrailingStop:
                errors.Require("fraction", c.Fraction is not null);
                errors.Fraction("fraction", c.Fraction, 0.99);
                break;
            case ConditionKind.StaleData:
                Required("seconds", c.Seconds, 1, MaxStaleSeconds, errors);
                break;
            case ConditionKind.TimeOfDay:
                errors.Require("from", c.From is not null);
                errors.Require("to", c.To is not null);
                Reachable(c.From is null || c.To is null || c.From < c.To, "to", errors);
                break;
            case ConditionKind.StrategyBuy or ConditionKind.StrategySell or ConditionKind.StrategyExit:
                errors.Require("strategy", c.Strategy is { Value.Length: > 0 });
                break;
        }
    }

    private static void ValidateChange(PlanCondition c, PlanLimits limits, PlanErrors errors)
    {
        Required("fraction", c.Fraction, -0.99, 10, errors);
        if (c.Fraction == 0)
        {
            errors.Add("fraction", "RANGE", "Must not be 0: its sign says in which direction.");
        }

        if (c.Bars is null == c.Minutes is null)
        {
            errors.Add("bars", c.Bars is null ? "REQUIRED" : "CONTRADICTION", "Exactly one of bars and minutes must be given.");
        }

        errors.Within("bars", c.Bars ?? 1, 1, limits.MaxBars);
        errors.Within("minutes", c.Minutes ?? 1, 1, limits.MaxMinutes);
    }

    private static void ValidateCross(PlanCondition c, PlanLimits limits, PlanErrors errors)
    {
        Required("fast", c.Fast, 1, limits.MaxBars, errors);
        Required("slow", c.Slow, 1, limits.MaxBars, errors);
        Relation(c, errors);
        if (c.Fast >= c.Slow)
        {
            errors.Add("fast", "CONTRADICTION", $"Must be shorter than slow; {c.Fast} is not shorter than {c.Slow}.");
        }
    }

    private static void Required(string field, double? value, double least, double most, PlanErrors errors)
    {
        errors.Require(field, value is not null);
        errors.Within(field, value ?? least, least, most);
    }

    private static void Relation(PlanCondition c, PlanErrors errors)
    {
        errors.Require("relation", c.Relation is not null);
        errors.Known("relation", c.Relation.GetValueOrDefault());
    }

    private static void Reachable(bool isReachable, string field, PlanErrors errors)
    {
        if (!isReachable)
        {
            errors.Add(field, "CONTRADICTION", "This can never be met.");
        }
    }

    private static void RefuseUnexpected(PlanCondition c, PlanErrors errors)
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
        Refuse("strategy", c.Strategy is not null, c.Kind is ConditionKind.StrategyBuy or ConditionKind.StrategySell or ConditionKind.StrategyExit);

        void Refuse(string name, bool isGiven, bool isExpected)
        {
            if (isGiven && !isExpected)
            {
                errors.Add(name, "UNEXPECTED", $"{c.Kind} does not take {name}.");
            }
        }
    }
}
