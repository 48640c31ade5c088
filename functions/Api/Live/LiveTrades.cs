using System.Globalization;
using TradingFunctions.Api.Orders;
using TradingFunctions.Pipeline.Live;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Api.Live;

/// <summary>The last fills, under their number in the account's log.</summary>
public sealed class LiveTrades(AccountBook book, AccountQueries queries) : ILiveSource
{
    private const int Max = 15;

    private long last = -1;
    private LiveDocument[] documents = [];

    public string Section => "trades";

    public TimeSpan Every => LivePublisher.Step;

    public async ValueTask<IReadOnlyCollection<LiveDocument>> Read(CancellationToken cancellationToken)
    {
        var number = (await book.Loaded(cancellationToken)).Ledger.LogSequence;
        if (number != last)
        {
            var page = await queries.Trades(after: null, Max, cancellationToken);
            documents =
            [
                .. page.Trades.Select(Trade.Of).OfType<Trade>()
                    .Select(trade => LiveJson.Document(Section, trade.Number.ToString("D12", CultureInfo.InvariantCulture), trade, ApiJson.Default.Trade)),
            ];
            last = number;
        }

        return documents;
    }
}
