using System.Globalization;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Notifications;

/// <summary>What of the account's commits people are told.</summary>
/// <param name="tellsPortfolio">Whether fills are told.</param>
public sealed class AccountNews(NotificationCenter center, bool tellsPortfolio) : IAccountObserver
{
    public void Committed(AccountCommit commit)
    {
        foreach (var entry in commit.Log)
        {
            // What a new account begins with is no disagreement.
            if ((entry.Adjustment is null || commit.Before.Ledger.LogSequence > 0) && Of(entry) is { } notification)
            {
                center.Post(notification);
            }
        }

        foreach (var id in commit.Orders)
        {
            if (commit.After.Find(id) is { } after && Of(commit.Before.Find(id), after) is { } notification)
            {
                center.Post(notification);
            }
        }
    }

    private Notification? Of(LogEntry entry) => entry switch
    {
        { State: { } change } => State(change),
        { Strategy: { IsOn: false } off } => new(Severity.Warning, $"strategy-off:{off.Strategy}", $"Strategy {off.Strategy} is switched off", $"{off.Reason}. It makes no entries until a person switches it on."),
        { Adjustment: { } adjustment } => new(
            Severity.Critical, "broker-differs", "Books and broker disagreed", Text($"{adjustment.Reason}: {(adjustment.Symbol is { } symbol ? $"{symbol} {adjustment.SignedQuantity:+0.######;-0.######;0} shares" : "cash")}, {adjustment.Cash.Amount:+0.00;-0.00;0.00} dollars. The broker's word was taken over.")),
        { Fill: { } fill } when tellsPortfolio => new(
            Severity.Info, "portfolio", Text($"{(fill.SignedQuantity > 0 ? "Bought" : "Sold")} {Math.Abs(fill.SignedQuantity):0.######} {fill.Symbol} at {fill.Price.Amount:0.00##}"), Text($"Held now: {fill.PositionAfter:0.######}. Realised {fill.Realized.Amount - fill.Fee.Amount:+0.00;-0.00;0.00}. Strategy {fill.Strategy}.")),
        _ => null,
    };

    private static Notification State(StateChange change)
    {
        var isLoosened = change.To < change.From;
        return new Notification(
            isLoosened ? Severity.Warning : Severity.Critical, NotificationKeys.State(change.To), $"Trading is {change.To.ToString().ToLowerInvariant()}",
            $"{change.Reason}. It was {change.From.ToString().ToLowerInvariant()}; changed by {change.By ?? "the pipeline itself"}.{(change.Flatten ? " Positions are being closed." : string.Empty)}");
    }

    /// <summary>Orders that a broker refused, never had, or said nothing of.</summary>
    private static Notification? Of(OrderRecord? before, OrderRecord after)
    {
        if (before?.Stage == after.Stage)
        {
            return null;
        }

        var trouble = after switch
        {
            { End: OrderEnd.Rejected } => "was refused by the broker",
            { End: OrderEnd.Lost } => "never reached the broker",
            { Stage: IntentStage.Unresolved } => "has no answer from the broker; it is being looked up",
            _ => null,
        };
        return trouble is null ? null : new Notification(
            Severity.Critical, $"{NotificationKeys.Execution}{after.End?.ToString() ?? "Unresolved"}", $"An order of {after.Terms.Symbol} {trouble}",
            Text($"{after.Terms.Side} {after.Terms.Quantity.Shares:0.######} {after.Terms.Symbol}, order {after.Id}, strategy {after.Terms.Strategy}. {after.Reason ?? string.Empty}").TrimEnd());
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
