using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Api.Charts;

/// <summary>Series for charts.</summary>
public static class ChartEndpoints
{
    private const int MaxSessions = 100;

    /// <summary>A calendar year of daily bars, or days of minutes: what one chart can show.</summary>
    private const int MaxBars = 1000;

    /// <summary>The newest bars of a symbol.</summary>
    public static async Task Bars(HttpContext http)
    {
        var query = new QueryReader(http);
        var (symbol, limit) = (query.Route<Symbol>("symbol"), query.Integer("limit", 390, 1, MaxBars));
        if (!query.IsValid() || symbol is not { } asked)
        {
            await query.Refuse();
            return;
        }

        var market = http.RequestServices.GetRequiredService<IMarketData>();
        var snapshots = await market.FetchSnapshots([asked], limit, http.RequestAborted);
        await (snapshots.TryGetValue(asked, out var snapshot)
            ? Answer.Ok(http, BarsAnswer.Of(asked, market.BarPeriod, snapshot.Bars), ApiJson.Default.BarsAnswer)
            : Problems.NotFound(http, $"There are no bars of {asked}."));
    }

    /// <summary>The account's value by session, newest session first.</summary>
    public static async Task Equity(HttpContext http)
    {
        var query = new QueryReader(http);
        var (limit, session) = (query.Integer("limit", 1, 1, MaxSessions), Dates.Day(query, "session"));
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        // One more than asked for: a session starts with what the one before it ended with.
        var history = http.RequestServices.GetRequiredService<EquityHistory>();
        var days = session is { } date ? await history.DayWithTheOneBefore(date, http.RequestAborted) : await history.Days(limit + 1, http.RequestAborted);
        var account = (await http.RequestServices.GetRequiredService<AccountBook>().Loaded(http.RequestAborted)).Ledger;
        var answers = days.Take(session is null ? limit : 1).Select((day, i) => EquityAnswer.Of(day, i + 1 < days.Count ? days[i + 1].Equity[^1] : account.StartEquity));
        await Answer.Ok(http, new ListAnswer<EquityAnswer>([.. answers]), ApiJson.Default.ListAnswerEquityAnswer);
    }
}
