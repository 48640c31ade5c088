using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>Messages of this process to the broker that the account's budget does not know of yet: cancels, look-ups, readings.</summary>
/// <remarks>
/// They are taken off the budget with the process's next order, because a commit for each would cost more than the message. Until then they come back
/// as those of the budget do, by <c>risk.messagesPerMinute</c>; without that limit nothing is counted.
/// </remarks>
public sealed class MessageMeter(TradingRulesSource rules, TimeProvider clock)
{
    private readonly Lock gate = new();
    private RateBudget budget;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Messages that have not come back by time.</summary>
    public decimal Pending
    {
        get
        {
            lock (gate)
            {
                return rules.Current.Limits.MessagesPerMinute is { } perMinute ? budget.UsedAt(Now, perMinute) : 0m;
            }
        }
    }

    /// <summary>Counts a message.</summary>
    public void Count()
    {
        lock (gate)
        {
            if (rules.Current.Limits.MessagesPerMinute is { } perMinute)
            {
                budget = budget.Take(Now, perMinute);
            }
        }
    }

    /// <summary>Takes off what the account's budget now has.</summary>
    public void Settle(decimal messages)
    {
        lock (gate)
        {
            budget = budget with { Used = Math.Max(0m, budget.Used - messages) };
        }
    }
}
