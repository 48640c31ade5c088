using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Api.Portfolio;

/// <summary>The account at current prices.</summary>
public static class PortfolioEndpoints
{
    public static async Task Show(HttpContext http)
    {
        var portfolio = await Queries(http).Portfolio(http.RequestAborted);
        await Answer.Ok(http, PortfolioAnswer.Of(portfolio), ApiJson.Default.PortfolioAnswer);
    }

    public static async Task Positions(HttpContext http)
    {
        var portfolio = await Queries(http).Portfolio(http.RequestAborted);
        await Answer.Ok(http, new ListAnswer<PositionAnswer>([.. portfolio.Positions.Select(PositionAnswer.Of)]), ApiJson.Default.ListAnswerPositionAnswer);
    }

    private static AccountQueries Queries(HttpContext http) => http.RequestServices.GetRequiredService<AccountQueries>();
}
