using TradingFunctions.Api.Portfolio;
using TradingFunctions.Pipeline.Live;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Api.Live;

/// <summary>The account under <c>account</c>, without its positions, and each position under its symbol.</summary>
public sealed class LivePortfolio(AccountQueries queries) : ILiveSource
{
    private const string AccountId = "account";

    private PortfolioAnswer? last;

    public string Section => "portfolio";

    public TimeSpan Every => LivePublisher.Step;

    public async ValueTask<IReadOnlyCollection<LiveDocument>> Read(CancellationToken cancellationToken)
    {
        var answer = PortfolioAnswer.Of(await queries.Portfolio(cancellationToken));
        var account = answer with { Positions = [] };

        // The time alone is no news: every frame carries it.
        last = last is not null && account with { AsOfUtc = last.AsOfUtc, Positions = last.Positions } == last ? last : account;
        return
        [
            LiveJson.Document(Section, AccountId, last, ApiJson.Default.PortfolioAnswer),
            .. answer.Positions.Select(position => LiveJson.Document(Section, position.Symbol.Value, position, ApiJson.Default.PositionAnswer)),
        ];
    }
}
