using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>The account's rules: one command on one state gives the next state, without clock, input or output.</summary>
public static class AccountDecider
{
    /// <summary>Decides a command.</summary>
    /// <param name="state">Final orders that the command may touch must be loaded into <see cref="AccountState.Ended"/>: see <see cref="Mentions(AccountCommand)"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The command is not one of the known ones.</exception>
    public static AccountChange Decide(AccountState state, AccountCommand command)
    {
        var draft = new AccountDraft(state);
        AccountReply reply = command switch
        {
            PlaceOrder place => Placing.Place(draft, place),
            ReplaceOrder replace => Replacing.Replace(draft, replace),
            ClaimSending claim => Placing.Claim(draft, claim),
            RecordOutcome outcome => Sending.Record(draft, outcome),
            RecordAbsence absence => Sending.Record(draft, absence),
            AbandonOrder abandon => Sending.Abandon(draft, abandon),
            ApplyEvents events => Booking.Apply(draft, events),
            ObserveOrder observe => Booking.Observe(draft, observe),
            AdoptAccount adopt => Adopting.Adopt(draft, adopt),
            ApplySplit split => Splitting.Apply(draft, split),
            MarkReconciled mark => Adopting.Mark(draft, mark),
            ChangeTradingState change => Controlling.Change(draft, change),
            SwitchStrategy change => StrategySwitching.Switch(draft, change),
            MarkDay mark => Controlling.Mark(draft, mark),
            ObserveEquity observe => Controlling.Observe(draft, observe),
            AcquireLock acquire => Locking.Acquire(draft, acquire),
            ReleaseLock release => Locking.Release(draft, release),
            ExpireLocks expire => Locking.Expire(draft, expire),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "Not an account command."),
        };
        return draft.Finish(reply);
    }

    /// <summary>The orders that a command speaks of: those that are not live must be looked for among the final ones before it is decided.</summary>
    public static IEnumerable<ClientOrderId> Mentions(AccountCommand command) => command switch
    {
        PlaceOrder place => [place.Wish.Id],
        ReplaceOrder replace => [replace.Id, replace.Replaced],
        ClaimSending claim => claim.Replaces is { } replaced ? [claim.Id, replaced] : [claim.Id],
        RecordOutcome outcome => [outcome.Id, .. Legs(outcome.Order)],
        RecordAbsence absence => [absence.Id],
        AbandonOrder abandon => [abandon.Id],
        ApplyEvents events => events.Events.SelectMany(Mentions),
        ObserveOrder observe => [observe.Order.ClientOrderId, .. Legs(observe.Order)],
        _ => [],
    };

    private static IEnumerable<ClientOrderId> Mentions(OrderEvent @event) =>
        @event.ParentClientOrderId is { } parent ? [@event.ClientOrderId, parent] : [@event.ClientOrderId];

    private static IEnumerable<ClientOrderId> Legs(BrokerOrder? order) => order is null ? [] : order.Legs.Select(leg => leg.ClientOrderId);
}
