using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.Pipeline.Trading.States;
using TradingFunctions.Pipeline.Trading.Watching;

namespace TradingFunctions.Chaos.Hosting;

/// <summary>Makes trading active again once what reduced it is over. A halt stays: it says that books or broker make no sense.</summary>
internal sealed class Person(AccountBook book, TradingWatch watch, TradingControl control)
{
    public async Task LookOnce(CancellationToken cancellationToken)
    {
        if (book.Known?.Ledger is { State: TradingState.Reducing, StateVersion: var version } && watch.Latest.Count == 0)
        {
            await control.Change(new StateWish(TradingState.Active, "the broker answers again", By: "ann", version, Flatten: false), cancellationToken);
        }
    }
}
