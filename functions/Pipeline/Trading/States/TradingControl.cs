using System.Globalization;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Risk;

namespace TradingFunctions.Pipeline.Trading.States;

/// <summary>The switch that stops trading, and what follows from its position: working orders cancelled, positions closed where that was asked for.</summary>
/// <remarks>
/// From the commit of a change on no host claims the right to send an order against it: a claim replaces the header that the state stands in. What was claimed
/// before may still go out until its deadline, <see cref="TradeOptions.SendWindow"/>, and is cancelled by the next <see cref="Enforce"/>.
/// </remarks>
public sealed class TradingControl(AccountBook book, OrderSender sender, OrderEventPump pump, ITradeService trades, AuditTrail audit, TimeProvider clock)
{
    private const string Subject = "trading.state";

    /// <summary>How soon every running process acts on what another one has switched.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    private long auditedVersion;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task<TradingStateView> Show(CancellationToken cancellationToken) => TradingStateView.Of(await book.Open(cancellationToken));

    /// <summary>Changes the state, records who did it, and acts on it.</summary>
    public async Task<StateOutcome> Change(StateWish wish, CancellationToken cancellationToken)
    {
        var reply = await book.Ask<StateReply>(
            new ChangeTradingState(wish.State, wish.Reason, Now, wish.By, wish.Version, wish.Flatten, audit.NowUtc, wish.MayLoosen), CancellationToken.None);
        if (reply.Status == StateChangeStatus.Changed)
        {
            await Enforce(cancellationToken);
        }

        return new StateOutcome(reply.Status, TradingStateView.Of(book.State));
    }

    /// <summary>Does what the state asks for and a dead or other host has left undone. Run at start, after each change, and every few seconds.</summary>
    public async Task Enforce(CancellationToken cancellationToken)
    {
        var ledger = (await book.Open(cancellationToken)).Ledger;
        await Record(ledger, cancellationToken);
        if (ledger.State == TradingState.Active)
        {
            return;
        }

        var flattens = ledger.LastChange?.Flatten == true;
        if (flattens || ledger.State == TradingState.Halted)
        {
            await Cancel(order => flattens ? order.Terms.Purpose == OrderPurpose.Entry : !IsProtective(order), cancellationToken);
        }

        if (flattens)
        {
            await Flatten(ledger.StateVersion, cancellationToken);
        }
    }

    /// <summary>Stops of open positions outlive a halt: without them nobody watches the positions at all.</summary>
    private static bool IsProtective(OrderRecord order) =>
        order.Terms.Purpose == OrderPurpose.Exit && (order.Source == OrderSource.Bracket || order.Terms.Type is OrderType.Stop or OrderType.StopLimit or OrderType.TrailingStop);

    private async Task Cancel(Predicate<OrderRecord> condition, CancellationToken cancellationToken)
    {
        foreach (var order in book.State.Live.Values.Where(order => order.Status != OrderStatus.PendingCancel && condition(order)))
        {
            await sender.Cancel(order, cancellationToken);
        }

        try
        {
            await pump.PumpOnce(cancellationToken);
        }
        catch (BrokerException)
        {
            // What became of the cancels is read by the loop that pumps.
        }
    }

    /// <summary>Closes what is open; a close that was refused is tried again a minute later under another id.</summary>
    private async Task Flatten(long version, CancellationToken cancellationToken)
    {
        var state = book.State;
        var open = state.Symbols.Where(pair => !pair.Value.Position.IsFlat).ToArray();
        foreach (var (symbol, _) in open.Where(pair => state.ClosingNow(pair.Key) < pair.Value.Position.Quantity))
        {
            var origin = string.Create(CultureInfo.InvariantCulture, $"flatten-{version}-{symbol.Value.Replace('/', '_')}-{Now:yyyyMMddHHmm}");
            try
            {
                await trades.ClosePosition(symbol, origin, cancellationToken);
            }
            catch (BrokerException)
            {
                // The close is in the books and brought on by the loops; the other positions do not wait for it.
            }
        }

        if (open.Length == 0 && !book.State.Live.Values.Any(order => order.Terms.Purpose == OrderPurpose.Entry))
        {
            await book.Ask<StateReply>(
                new ChangeTradingState(TradingState.Halted, book.State.Ledger.StateReason ?? "flattened", Now, Version: version, RecordedUtc: audit.NowUtc), cancellationToken);
            await Record(book.State.Ledger, cancellationToken);
        }
    }

    /// <summary>The account's log has the change since its commit; the audit trail, which people read, follows, also after a crash in between.</summary>
    private async Task Record(Ledger ledger, CancellationToken cancellationToken)
    {
        if (ledger.LastChange is not { } change || ledger.StateVersion == Interlocked.Read(ref auditedVersion))
        {
            return;
        }

        await audit.Add(
            new AuditRecord(
                ledger.StateVersion.ToString(CultureInfo.InvariantCulture), change.RecordedUtc ?? ledger.StateSinceUtc!.Value, AuditKind.StateChanged, change.By ?? "pipeline", Subject,
                $"\"{change.From}\"", $"\"{change.To}\"", change.Reason),
            cancellationToken);
        Interlocked.Exchange(ref auditedVersion, ledger.StateVersion);
    }
}
