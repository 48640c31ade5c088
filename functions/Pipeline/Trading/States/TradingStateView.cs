using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Pipeline.Trading.States;

/// <summary>The trading state as it stands.</summary>
/// <param name="Version">Rises with every change: the ETag.</param>
/// <param name="By">Who changed it last; null for the pipeline itself, and before the first change.</param>
/// <param name="SinceUtc">The market's time of the last change; null before the first.</param>
/// <param name="Flattening">Whether positions are being closed; trading is halted after that.</param>
/// <param name="OpenPositions">Symbols with a position.</param>
/// <param name="WorkingOrders">Orders that have not ended.</param>
public sealed record TradingStateView(
    TradingState State, long Version, string? Reason, string? By, DateTime? SinceUtc, bool Flattening, int OpenPositions, int WorkingOrders)
{
    public static TradingStateView Of(AccountState state) => new(
        state.Ledger.State,
        state.Ledger.StateVersion,
        state.Ledger.StateReason,
        state.Ledger.LastChange?.By,
        state.Ledger.StateSinceUtc,
        state.Ledger.LastChange?.Flatten == true,
        state.Symbols.Values.Count(book => !book.Position.IsFlat),
        state.Live.Count);
}

/// <summary>What somebody wants of the trading state.</summary>
/// <param name="By">Person or program that answers for it; null for the pipeline itself, which only ever tightens.</param>
/// <param name="Version">Version that the wish rests on; null for whatever stands, which only tightens.</param>
/// <param name="Flatten">Closes all positions; only on the way to halted.</param>
/// <param name="MayLoosen">Whether the person is one who may let trading go on.</param>
public sealed record StateWish(TradingState State, string Reason, string? By, long? Version, bool Flatten, bool MayLoosen = true);

/// <param name="View">The state afterwards.</param>
public sealed record StateOutcome(StateChangeStatus Status, TradingStateView View);
