using System.Globalization;
using TradingFunctions.AlpacaStub.Accounts;
using TradingFunctions.AlpacaStub.Faults;

namespace TradingFunctions.AlpacaStub.Hosting;

/// <summary>One request as a handler sees it, under its account's gate.</summary>
/// <param name="AsOfUtc">The past moment that a stale read is answered from; null for now.</param>
/// <param name="IsDelivered">Whether the caller will see the answer.</param>
internal sealed record StubRequest(StubAccount Account, HttpContext Context, ReadOnlyMemory<byte> Body, DateTime? AsOfUtc, bool IsDelivered)
{
    public string Route(string name) => (string)Context.Request.RouteValues[name]!;

    public string? Query(string name) => Context.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>The symbols of a comma list; empty when there is none.</summary>
    public string[] Symbols() => Query("symbols")?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}

/// <summary>Serves requests: keys, faults, rate headers, and the handler between them.</summary>
internal sealed class Serving(StubAccounts accounts, StubOptions options)
{
    private static readonly TimeSpan NoAnswer = TimeSpan.FromSeconds(30);

    public async Task Serve(HttpContext context, Func<StubRequest, StubAnswer> handle)
    {
        if (AccountOf(context) is not { } account)
        {
            await Write(context, StubAnswer.Error(StatusCodes.Status401Unauthorized, code: null, "unauthorized"), (0, DateTimeOffset.UtcNow));
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var (fault, roll, window) = Plan(account, context);
        var remaining = (Math.Max(0, options.RateLimit - window.Requests), window.ResetUtc);
        switch (fault)
        {
            case FaultKind.RateLimit:
                await Write(context, StubAnswer.Error(StatusCodes.Status429TooManyRequests, 42910000, "rate limit exceeded"), (0, window.ResetUtc));
                return;
            case FaultKind.ServerError:
                await Write(context, StubAnswer.Error(roll < 0.5 ? StatusCodes.Status500InternalServerError : StatusCodes.Status503ServiceUnavailable, 50010000, "internal server error occurred"), remaining);
                return;
            case FaultKind.ConnectionReset:
                context.Abort();
                return;
            case FaultKind.Latency:
                // Done in the end, even if the caller has gone away meanwhile.
                await Task.Delay(TimeSpan.FromMilliseconds(roll * account.Faults.Profile.LongestDelay), CancellationToken.None);
                break;
            default:
                break;
        }

        StubAnswer answer;
        var isDelivered = fault != FaultKind.ExecutedButTimedOut;
        lock (account.Gate)
        {
            answer = handle(new StubRequest(account, context, body.ToArray(), account.AsOf(fault), isDelivered));
        }

        if (isDelivered)
        {
            await Write(context, answer, remaining);
        }
        else
        {
            await Withhold(context, roll, remaining);
        }
    }

    private static (FaultKind? Fault, double Roll, (int Requests, DateTimeOffset ResetUtc) Window) Plan(StubAccount account, HttpContext context)
    {
        lock (account.Gate)
        {
            var fault = account.Faults.OfRequest(context.Request.Method, context.Request.Path);
            if (fault is { } kind)
            {
                account.Note(kind);
            }

            return (fault, account.Faults.Next("roll"), account.CountRequest());
        }
    }

    /// <summary>The request was carried out, and its caller does not get to know.</summary>
    private async Task Withhold(HttpContext context, double roll, (int Remaining, DateTimeOffset ResetUtc) remaining)
    {
        switch (roll)
        {
            case < 0.6:
                await Write(context, StubAnswer.Error(StatusCodes.Status504GatewayTimeout, 50410000, "upstream request timeout"), remaining);
                break;
            case < 0.9:
                context.Abort();
                break;
            default:
                await Task.Delay(NoAnswer, context.RequestAborted).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                context.Abort();
                break;
        }
    }

    private async Task Write(HttpContext context, StubAnswer answer, (int Remaining, DateTimeOffset ResetUtc) window)
    {
        var headers = context.Response.Headers;
        headers["X-RateLimit-Limit"] = options.RateLimit.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = window.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = window.ResetUtc.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        context.Response.StatusCode = answer.Status;
        if (answer.Body.Length > 0)
        {
            context.Response.ContentType = "application/json; charset=UTF-8";
            context.Response.ContentLength = answer.Body.Length;
            await context.Response.Body.WriteAsync(answer.Body);
        }
    }

    private StubAccount? AccountOf(HttpContext context)
    {
        var headers = context.Request.Headers;
        return headers["APCA-API-SECRET-KEY"] == options.Secret && headers["APCA-API-KEY-ID"].ToString() is { Length: > 0 } key ? accounts.Find(key) : null;
    }
}
