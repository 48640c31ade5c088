using TradingFunctions.Api.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Live;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Api.Live;

/// <summary>The newest working orders and the last that ended.</summary>
public sealed class LiveOrders(AccountBook book, AccountQueries queries) : ILiveSource
{
    private const int MaxWorking = 40;
    private const int MaxFinal = 12;

    private AccountState? last;
    private LiveDocument[] documents = [];

    public string Section => "orders";

    public TimeSpan Every => LivePublisher.Step;

    public async ValueTask<IReadOnlyCollection<LiveDocument>> Read(CancellationToken cancellationToken)
    {
        var state = await book.Loaded(cancellationToken);
        if (ReferenceEquals(state, last))
        {
            return documents;
        }

        var working = await queries.NewestWorkingOrders(MaxWorking, cancellationToken);
        var final = await queries.FinalOrders(after: null, MaxFinal, cancellationToken);
        documents =
        [
            .. working.Concat(final.Orders).DistinctBy(view => view.Id)
                .Select(view => LiveJson.Document(Section, view.Id.Value, OrderAnswer.Of(view), ApiJson.Default.OrderAnswer)),
        ];
        last = state;
        return documents;
    }
}
