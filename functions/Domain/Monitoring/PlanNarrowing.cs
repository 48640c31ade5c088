namespace TradingFunctions.Domain.Monitoring;

/// <summary>Narrows a plan of the rules by a proposal. Pure.</summary>
/// <remarks>
/// Run, symbol, version, strategy, times, interval, stop, target, exits, and the conditions, side, cooldown and repetition of entries are the rules' in any case; an entry can only be
/// dropped, guarded, made smaller or less confident. So at every check in the same state the plan that comes out raises a part of the trading alerts of the rules' plan, none
/// larger: lower confidence never makes a stake larger (<see cref="Sizing.Stake.Kelly"/> grows with it).
/// </remarks>
public static class PlanNarrowing
{
    /// <summary>Guards of one entry.</summary>
    public const int MaxGuards = 4;

    /// <summary>Watches of one plan.</summary>
    public const int MaxWatches = 4;

    /// <summary>A watch fires at most once in this time: it may ask for a new plan, and that costs.</summary>
    public const int WatchCooldownSeconds = 30 * 60;

    private const int MaxReasons = 16;
    private const int MaxReasonLength = 200;

    /// <summary>The narrowed plan, written by <see cref="PlanAuthor.Llm"/>; or all that is wrong with the proposal, and no plan.</summary>
    /// <param name="rules">A valid plan of the rules.</param>
    /// <param name="proposal">Anything.</param>
    /// <param name="limits">Bounds of every plan.</param>
    public static (MonitoringPlan? Plan, PlanError[] Errors) Apply(MonitoringPlan rules, PlanProposal proposal, PlanLimits limits)
    {
        var errors = new PlanErrors();
        Check(rules, proposal, errors);
        if (errors.Count > 0)
        {
            return (null, errors.ToArray());
        }

        var entries = proposal.Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        var plan = rules with
        {
            Author = PlanAuthor.Llm,
            Triggers =
            [
                .. rules.Triggers.Where(trigger => trigger.Intent != AlertIntent.Enter || entries.ContainsKey(trigger.Name))
                    .Select(trigger => trigger.Intent == AlertIntent.Enter ? Narrow(trigger, entries[trigger.Name]) : trigger),
                .. proposal.Watches.Select(watch => new PlanTrigger(watch.Name, watch.Intent, watch.Conditions, watch.Combine, WatchCooldownSeconds)),
            ],
            Reasons = [.. rules.Reasons.Take(MaxReasons - 1), $"model: {proposal.Reason}" is var line && line.Length > MaxReasonLength ? line[..MaxReasonLength] : line],
        };
        var invalid = PlanValidator.Validate(plan, limits);
        return invalid.Length == 0 ? (plan, []) : (null, invalid);
    }

    private static PlanTrigger Narrow(PlanTrigger trigger, ProposedEntry entry) => trigger with
    {
        Confidence = Math.Min(trigger.Confidence, entry.Confidence),
        Size = entry.Size < 1 ? entry.Size : null,
        Guards = entry.Guards.Length == 0 ? null : entry.Guards,
    };

    private static void Check(MonitoringPlan rules, PlanProposal proposal, PlanErrors errors)
    {
        if (!string.Equals(proposal.Symbol, rules.Symbol.Value, StringComparison.Ordinal))
        {
            errors.Add("symbol", "UNEXPECTED", $"Must be {rules.Symbol}: a plan is for the symbol that was asked about.");
        }

        if (proposal.Reason is not { Length: > 0 and <= MaxReasonLength } reason || reason.Any(char.IsControl))
        {
            errors.Add("reason", "FORMAT", $"Must be 1 to {MaxReasonLength} characters without control characters.");
        }

        CheckEntries(rules, proposal.Entries, errors);
        CheckWatches(proposal.Watches, errors);
    }

    private static void CheckEntries(MonitoringPlan rules, ProposedEntry[]? entries, PlanErrors errors)
    {
        if (entries is null)
        {
            errors.Add("entries", "REQUIRED", "Must be present; it may be empty.");
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < entries.Length; i++)
        {
            if (entries[i] is not { Name: not null, Guards: not null } entry)
            {
                errors.Add($"entries[{i}]", "REQUIRED", "Must have a name and guards.");
            }
            else if (rules.FindTrigger(entry.Name) is not { Intent: AlertIntent.Enter } known)
            {
                errors.Add($"entries[{i}].name", "UNKNOWN", "The plan of the rules has no such entry, and none may be added.");
            }
            else if (!seen.Add(entry.Name))
            {
                errors.Add($"entries[{i}].name", "DUPLICATE", $"{entry.Name} is named twice.");
            }
            else
            {
                errors.Within($"entries[{i}].confidence", entry.Confidence, 0, known.Confidence);
                errors.Fraction($"entries[{i}].size", entry.Size, 1);
                errors.AtMost($"entries[{i}].guards", entry.Guards.Length, MaxGuards);
            }
        }
    }

    private static void CheckWatches(ProposedWatch[]? watches, PlanErrors errors)
    {
        if (watches is null)
        {
            errors.Add("watches", "REQUIRED", "Must be present; it may be empty.");
            return;
        }

        errors.AtMost("watches", watches.Length, MaxWatches);
        for (var i = 0; i < watches.Length; i++)
        {
            if (watches[i] is not { Conditions: not null } watch)
            {
                errors.Add($"watches[{i}]", "REQUIRED", "Must have conditions.");
            }
            else if (watch.Intent is not (AlertIntent.Review or AlertIntent.Inform))
            {
                errors.Add($"watches[{i}].intent", "UNEXPECTED", $"Must be Review or Inform, is {watch.Intent}: a watch trades nothing.");
            }
        }
    }
}
