namespace TradingFunctions.Domain.Monitoring;

/// <summary>Finds conditions of one trigger, each good by itself, that can never be met together.</summary>
internal static class PlanContradictions
{
    public static void Find(PlanTrigger trigger, int index, PlanErrors errors)
    {
        for (var i = 0; i < trigger.Conditions.Length; i++)
        {
            var condition = trigger.Conditions[i];
            errors.Place = new PlanPlace(index, i);
            if (trigger.Intent == AlertIntent.Enter && condition.Kind is ConditionKind.TrailingStop or ConditionKind.StrategyExit)
            {
                errors.Add("", "CONTRADICTION", "An entry has no position yet that could be left.");
            }

            for (var j = 0; j < i && trigger.Combine == Combination.All; j++)
            {
                if (Excludes(condition, trigger.Conditions[j]) || Excludes(trigger.Conditions[j], condition))
                {
                    errors.Add("", "CONTRADICTION", $"Can never be met together with conditions[{j}].");
                }
            }
        }
    }

    private static bool Excludes(PlanCondition a, PlanCondition b) => (a.Kind, b.Kind) switch
    {
        (ConditionKind.PriceAbove, ConditionKind.PriceBelow) => a.Price >= b.Price,
        (ConditionKind.ChangeOverWindow, ConditionKind.ChangeOverWindow) => a.Bars == b.Bars && a.Minutes == b.Minutes && a.Fraction > 0 && b.Fraction < 0,
        (ConditionKind.MovingAverageCross, ConditionKind.MovingAverageCross) => a.Fast == b.Fast && a.Slow == b.Slow && a.Relation != b.Relation,
        (ConditionKind.Rsi, ConditionKind.Rsi) => a.Period == b.Period && a.Relation == Relation.Above && b.Relation == Relation.Below && a.Level >= b.Level,
        (ConditionKind.TimeOfDay, ConditionKind.TimeOfDay) => a.From >= b.To,
        (ConditionKind.StrategyBuy, ConditionKind.StrategySell) => a.Strategy == b.Strategy,
        _ => false,
    };
}
