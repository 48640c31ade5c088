using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Signals;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Api.Signals;

/// <summary>Signals from outside: executed at once, or queued.</summary>
public static class SignalEndpoints
{
    /// <summary>Longest that a caller may wait for fills.</summary>
    private const int MaxWaitMilliseconds = 30_000;

    /// <summary>Executes a signal and answers what became of it. A refusal by the gate is an answer, not an error.</summary>
    public static async Task Execute(HttpContext http)
    {
        var patience = http.RequestServices.GetRequiredService<TradingOptions>().Orders.FillWait;
        if (http.Request.QueryString.HasValue)
        {
            var query = new QueryReader(http);
            patience = TimeSpan.FromMilliseconds(query.Integer("wait", (int)patience.TotalMilliseconds, 0, MaxWaitMilliseconds));
            if (!query.IsValid())
            {
                await query.Refuse();
                return;
            }
        }

        if (await CallerHeader.Read(http) is not { } caller || await SignalRequest.Read(http) is not { } signal)
        {
            return;
        }

        var answer = await Trades(http).Execute(new TradeRequest(signal, signal.Id.Value, WaitForFill: patience > TimeSpan.Zero ? patience : null, Caller: caller), http.RequestAborted);
        await (answer.Status == TradeStatus.Conflict ? OtherBody(http, signal.Id) : Answer.Ok(http, answer, ApiJson.Default.TradeAnswer));
    }

    /// <summary>Queues a signal; the answer says where its fate can be read.</summary>
    public static async Task Enqueue(HttpContext http)
    {
        if (await SignalRequest.Read(http) is not { } signal)
        {
            return;
        }

        var receipt = await http.RequestServices.GetRequiredService<SignalIntake>().Accept(signal, http.RequestAborted);
        if (receipt.Status == IntakeStatus.Conflict)
        {
            await OtherBody(http, signal.Id);
            return;
        }

        var url = $"/api/signals/{signal.Id}";
        http.Response.Headers.Location = url;
        await Answer.Write(http, StatusCodes.Status202Accepted, new QueuedSignal(signal.Id, SignalProgress.Of(receipt.Record), url), ApiJson.Default.QueuedSignal);
    }

    public static async Task Show(HttpContext http)
    {
        var query = new QueryReader(http);
        var id = query.Route<SignalId>("id");
        if (!query.IsValid() || id is null)
        {
            await query.Refuse();
            return;
        }

        await (await Trades(http).FindSignal(id.Value, http.RequestAborted) is { } record
            ? Answer.Ok(http, SignalView.Of(record), ApiJson.Default.SignalView)
            : Problems.NotFound(http, $"There is no signal {id}."));
    }

    /// <summary>Signals behind the account's orders, newest first. A signal that led to no order is found by its id.</summary>
    public static async Task List(HttpContext http)
    {
        var query = new QueryReader(http);
        var limit = query.Limit();
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        var queries = http.RequestServices.GetRequiredService<AccountQueries>();
        var working = await queries.WorkingOrders(http.RequestAborted);
        var final = await queries.FinalOrders(after: null, limit, http.RequestAborted);
        var origins = working.Reverse().Concat(final.Orders).Where(o => o.Order.Source == OrderSource.Signal).Select(o => o.Order.Origin).Distinct(StringComparer.Ordinal).Take(limit);
        var signals = new List<SignalView>();
        foreach (var origin in origins)
        {
            if (SignalOrigins.IdOf(origin) is { } id && await Trades(http).FindSignal(id, http.RequestAborted) is { } record)
            {
                signals.Add(SignalView.Of(record));
            }
        }

        await Answer.Ok(http, new ListAnswer<SignalView>(signals), ApiJson.Default.ListAnswerSignalView);
    }

    private static ITradeService Trades(HttpContext http) => http.RequestServices.GetRequiredService<ITradeService>();

    private static Task OtherBody(HttpContext http, SignalId id) =>
        Problems.Conflict(http, "SIGNAL_ID_REUSED", $"Signal {id} was sent before with another body. An id stands for one signal: send a new id, or look at /api/signals/{id}.");
}
