using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingFunctions.Domain.Monitoring;

/// <summary>Says all that is wrong with a plan. Codes: REQUIRED, FORMAT, RANGE, UNKNOWN, UNEXPECTED, DUPLICATE, TOO_MANY, TOO_LARGE, CONTRADICTION.</summary>
public static class PlanValidator
{
    private const int MaxNameLength = 64;
    private const int MaxReasons = 16;
    private const int MaxReasonLength = 200;
    private const int MaxCooldownSeconds = 7 * 24 * 60 * 60;

    /// <summary>The errors of the plan, empty if it may be acted on. Never throws, whatever the plan holds.</summary>
    public static PlanError[] Validate(MonitoringPlan plan, PlanLimits? limits = null)
    {
        limits ??= PlanLimits.Default;
        var errors = new PlanErrors();
        ValidateHead(plan, limits, errors);
        ValidateTriggers(plan.Triggers, limits, errors);

        // Numbers that are not finite cannot be written as JSON; they are errors already.
        if (errors.Count == 0 && MostBytes(plan) > limits.MaxBytes && JsonSerializer.SerializeToUtf8Bytes(plan, PlanJson.Default.MonitoringPlan).Length is var size && size > limits.MaxBytes)
        {
            errors.Add("", "TOO_LARGE", $"The plan has {size} bytes, at most {limits.MaxBytes} are allowed.");
        }

        return errors.ToArray();
    }

    /// <summary>More bytes than a valid plan has as JSON, without writing it: of a character at most six, and of the rest what the longest names and numbers take.</summary>
    private static int MostBytes(MonitoringPlan plan)
    {
        var bytes = 1024 + plan.Triggers.Length * 320;
        foreach (var trigger in plan.Triggers)
        {
            bytes += (trigger.Conditions.Length + (trigger.Guards?.Length ?? 0)) * 160;
        }

        foreach (var reason in plan.Reasons)
        {
            bytes += 8 + 6 * reason.Length;
        }

        return bytes;
    }

    private static void ValidateHead(MonitoringPlan plan, PlanLimits limits, PlanErrors errors)
    {
        errors.Require("run", plan.Run.Value.Length > 0);
        errors.Require("symbol", plan.Symbol.Value.Length > 0);
        errors.Require("strategy", plan.Strategy.Value.Length > 0);
        errors.Known("author", plan.Author);
        errors.Within("version", plan.Version, 1, int.MaxValue);
        errors.Within("checkIntervalSeconds", plan.CheckIntervalSeconds, limits.MinCheckIntervalSeconds, limits.MaxCheckIntervalSeconds);
        errors.Fraction("stopLossFraction", plan.StopLossFraction, limits.MaxStopLossFraction);
        errors.Fraction("takeProfitFraction", plan.TakeProfitFraction, 10);
        errors.Fraction("maxPositionFraction", plan.MaxPositionFraction, limits.MaxPositionFraction);
        ValidateTimes(plan, limits, errors);

        if (plan.Reasons is null)
        {
            errors.Add("reasons", "REQUIRED", "Must be present; it may be empty.");
            return;
        }

        errors.AtMost("reasons", plan.Reasons.Length, MaxReasons);
        for (var i = 0; i < plan.Reasons.Length; i++)
        {
            if (plan.Reasons[i] is not { Length: > 0 and <= MaxReasonLength } reason || reason.Any(char.IsControl))
            {
                errors.Add($"reasons[{i}]", "FORMAT", $"Must be 1 to {MaxReasonLength} characters without control characters.");
            }
        }
    }

    private static void ValidateTimes(MonitoringPlan plan, PlanLimits limits, PlanErrors errors)
    {
        var isFromGood = errors.Utc("validFromUtc", plan.ValidFromUtc);
        if (!errors.Utc("validToUtc", plan.ValidToUtc) || !isFromGood)
        {
            return;
        }

        if (plan.ValidToUtc <= plan.ValidFromUtc)
        {
            errors.Add("validToUtc", "CONTRADICTION", "Must be after validFromUtc.");
        }
        else if (plan.ValidToUtc - plan.ValidFromUtc > limits.MaxValidity)
        {
            errors.Add("validToUtc", "RANGE", $"May be at most {limits.MaxValidity.TotalDays} days after validFromUtc.");
        }
    }

    private static void ValidateTriggers(PlanTrigger[]? triggers, PlanLimits limits, PlanErrors errors)
    {
        if (triggers is null or [])
        {
            errors.Add("triggers", "REQUIRED", "A plan needs a trigger.");
            return;
        }

        // The memory of a check holds one bit per trigger.
        errors.AtMost("triggers", triggers.Length, Math.Min(limits.MaxTriggers, 32));
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < triggers.Length; i++)
        {
            errors.Place = PlanPlace.OfTrigger(i);
            if (triggers[i] is not { } trigger)
            {
                errors.Add("", "REQUIRED", "Must not be null.");
                continue;
            }

            ValidateTrigger(trigger, i, limits, errors);
            errors.Place = PlanPlace.OfTrigger(i);
            if (trigger.Name is not null && !names.Add(trigger.Name))
            {
                errors.Add("name", "DUPLICATE", $"There is another trigger named {trigger.Name}.");
            }
        }

        errors.Place = PlanPlace.Head;
    }

    private static void ValidateTrigger(PlanTrigger trigger, int index, PlanLimits limits, PlanErrors errors)
    {
        if (!IdText.IsValid(trigger.Name, out var error) || trigger.Name.Length > MaxNameLength)
        {
            errors.Add("name", "FORMAT", error is null ? $"Must be at most {MaxNameLength} characters." : $"Name {error}");
        }

        errors.Known("intent", trigger.Intent);
        errors.Known("combine", trigger.Combine);
        errors.Known("oncePer", trigger.OncePer);
        errors.Known("entrySide", trigger.EntrySide);
        errors.Require("strategy", trigger.Strategy is not { Value.Length: 0 });
        errors.Within("cooldownSeconds", trigger.CooldownSeconds, 0, MaxCooldownSeconds);
        errors.Within("confidence", trigger.Confidence, 0, 1);
        errors.Fraction("size", trigger.Size, 1);
        if (trigger.Size is not null && trigger.Intent != AlertIntent.Enter)
        {
            errors.Add("size", "UNEXPECTED", $"Only an entry has a size, not {trigger.Intent}.");
        }

        ValidateGuards(trigger, index, limits, errors);
        errors.Place = PlanPlace.OfTrigger(index);
        if (trigger.Conditions is null or [])
        {
            errors.Add("conditions", "REQUIRED", "A trigger needs a condition.");
            return;
        }

        errors.AtMost("conditions", trigger.Conditions.Length, limits.MaxConditions);
        var before = errors.Count;
        for (var i = 0; i < trigger.Conditions.Length; i++)
        {
            errors.Place = new PlanPlace(index, i);
            ConditionValidator.Validate(trigger.Conditions[i], limits, errors);
        }

        if (errors.Count == before)
        {
            PlanContradictions.Find(trigger, index, errors);
        }
    }

    private static void ValidateGuards(PlanTrigger trigger, int index, PlanLimits limits, PlanErrors errors)
    {
        if (trigger.Guards is not { Length: > 0 } guards)
        {
            return;
        }

        errors.AtMost("guards", guards.Length, limits.MaxConditions);
        for (var i = 0; i < guards.Length; i++)
        {
            errors.Place = new PlanPlace(index, i, IsGuard: true);
            ConditionValidator.Validate(guards[i], limits, errors);
            if (trigger.Intent == AlertIntent.Enter && guards[i]?.Kind == ConditionKind.TrailingStop)
            {
                errors.Add("", "CONTRADICTION", "An entry has no position yet that a stop could trail.");
            }
        }
    }
}

/// <summary>For the size of a plan: the same JSON as on the wire.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MonitoringPlan))]
internal sealed partial class PlanJson : JsonSerializerContext;
