namespace TradingFunctions.Domain.Monitoring;

/// <summary>What somebody who may only be more careful makes of a plan of the rules: which entries stay, under which further conditions, how large; and what to look out for.</summary>
/// <param name="Symbol">The symbol that it is about; it must be the plan's.</param>
/// <param name="Reason">For people, 1 to 200 characters.</param>
/// <param name="Entries">The entries that stay; one that is not named is dropped.</param>
/// <param name="Watches">Further triggers that trade nothing, at most <see cref="PlanNarrowing.MaxWatches"/>.</param>
public sealed record PlanProposal(string Symbol, string Reason, ProposedEntry[] Entries, ProposedWatch[] Watches);

/// <summary>An entry that stays.</summary>
/// <param name="Name">Its name in the plan of the rules.</param>
/// <param name="Confidence">0 to the rules' own.</param>
/// <param name="Size">Part of its size, more than 0 and at most 1.</param>
/// <param name="Guards">Further conditions, at most <see cref="PlanNarrowing.MaxGuards"/>.</param>
public sealed record ProposedEntry(string Name, double Confidence, double Size, PlanCondition[] Guards);

/// <summary>Something to look out for: it asks for a new plan, or informs.</summary>
/// <param name="Name">Unique in the plan.</param>
/// <param name="Intent"><see cref="AlertIntent.Review"/> or <see cref="AlertIntent.Inform"/>.</param>
public sealed record ProposedWatch(string Name, AlertIntent Intent, Combination Combine, PlanCondition[] Conditions);
