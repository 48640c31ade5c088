using System.Globalization;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Day;

/// <summary>Cancels the entries and closes the positions of all strategies that are not held overnight. An attempt closes each once, however often it runs.</summary>
public sealed class LiquidatePositions(AccountBook book, ITradeService trades, OpenTrades openTrades, PipelineSettings settings, TimeProvider clock)
    : IActivity<LiquidationStep, LiquidationState>
{
    /// <summary>Named in the answer at most, to stay within a payload.</summary>
    private const int MostNamed = 100;

    private DayOptions Options => settings.Day;

    public async Task<LiquidationState> Run(LiquidationStep input, CancellationToken cancellationToken)
    {
        var state = await book.Open(cancellationToken);
        var isOpen = ExchangeCalendar.IsOpen(clock.GetUtcNow().UtcDateTime);
        if (isOpen)
        {
            foreach (var entry in state.Live.Values.Where(order => order.Terms.Purpose == OrderPurpose.Entry && !IsHeld(order.Terms.Strategy)))
            {
                await trades.CancelOrder(entry.Id, cancellationToken);
            }
        }

        var held = await HeldSymbols(input.Session, cancellationToken);
        foreach (var (symbol, position) in state.Symbols.Where(pair => isOpen && !pair.Value.Position.IsFlat && !held.Contains(pair.Key)))
        {
            // A close that is at work already is left to it; an exit that waits for its price is none.
            if (state.ClosingNow(symbol) < position.Position.Quantity)
            {
                await trades.ClosePosition(symbol, Origin(input, symbol), cancellationToken);
            }
        }

        Symbol[] open = [.. book.State.Symbols.Where(pair => !pair.Value.Position.IsFlat && !held.Contains(pair.Key)).Select(pair => pair.Key)];
        return new LiquidationState(open[..Math.Min(open.Length, MostNamed)], open.Length);
    }

    private static string Origin(LiquidationStep input, Symbol symbol) =>
        string.Create(CultureInfo.InvariantCulture, $"liquidate-{input.Session:yyyyMMdd}-{DocumentIds.Of(symbol)}-{input.Attempt}");

    private bool IsHeld(StrategyId strategy) => Options.HoldOvernight.Contains(strategy);

    private async Task<HashSet<Symbol>> HeldSymbols(DateOnly session, CancellationToken cancellationToken) => Options.HoldOvernight.Length == 0
        ? []
        : [.. (await openTrades.Find(session, cancellationToken)).Where(trip => IsHeld(trip.Strategy)).Select(trip => trip.Symbol)];
}
