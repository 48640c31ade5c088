using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Trading.States;

namespace TradingFunctions.Api.Locks;

/// <summary>A symbol to be kept from entries.</summary>
/// <param name="Reason">Why; shown with the lock.</param>
/// <param name="By">Who answers for it.</param>
/// <param name="UntilUtc">When it ends by itself, at most a year ahead of the host's clock.</param>
public sealed record LockBody(Symbol Symbol, string Reason, string By, DateTime UntilUtc);

/// <summary>A lock in force.</summary>
/// <param name="Token">Fencing token that its owner's orders carry.</param>
/// <param name="Owner">Person of a manual lock, else the monitor.</param>
/// <param name="Manual">Whether a person set it, and may lift it.</param>
public sealed record LockView(Symbol Symbol, string Owner, bool Manual, string? Reason, long Token, DateTime AcquiredUtc, DateTime ExpiresUtc)
{
    public static LockView Of(SymbolLock held) => new(
        held.Symbol, ManualLocks.OwnerOf(held), ManualLocks.IsManual(held), held.Reason, held.Token, held.AcquiredUtc, held.ExpiresUtc);
}

/// <summary>Symbol locks.</summary>
public static class LockEndpoints
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public static async Task List(HttpContext http)
    {
        var locks = await Locks(http).List(http.RequestAborted);
        await Answer.Ok(http, new ListAnswer<LockView>([.. locks.Select(LockView.Of)]), ApiJson.Default.ListAnswerLockView);
    }

    public static async Task Add(HttpContext http)
    {
        if (await JsonBody.Read(http, ApiJson.Default.LockBody) is not { } body)
        {
            return;
        }

        var life = body.UntilUtc.ToUniversalTime() - http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        if (Validate(body, life) is { Count: > 0 } errors)
        {
            await Problems.Unprocessable(http, errors);
            return;
        }

        var held = await Locks(http).Add(body.Symbol, body.By, body.Reason, life, http.RequestAborted);
        await Answer.Write(http, StatusCodes.Status201Created, LockView.Of(held), ApiJson.Default.LockView);
    }

    public static async Task Remove(HttpContext http)
    {
        var query = new QueryReader(http);
        if (query.Route<Symbol>("symbol") is not { } symbol || !query.IsValid())
        {
            await query.Refuse();
            return;
        }

        await (await Locks(http).Remove(symbol, http.RequestAborted) switch
        {
            UnlockStatus.Released => Answer.NoContent(http),
            UnlockStatus.NotManual => Problems.Conflict(http, "NOT_MANUAL", $"A monitor holds the lock of {symbol}: stop the monitor instead."),
            _ => Problems.NotFound(http, $"{symbol} is not locked."),
        });
    }

    private static List<FieldError> Validate(LockBody body, TimeSpan life)
    {
        var errors = new List<FieldError>();
        PersonText.Check("reason", body.Reason, errors);
        PersonText.Check("by", body.By, errors);
        if (body.UntilUtc.Kind == DateTimeKind.Unspecified)
        {
            errors.Add(new FieldError("untilUtc", "FORMAT", "Must end in Z or an offset."));
        }
        else if (life <= TimeSpan.Zero || life > Longest)
        {
            errors.Add(new FieldError("untilUtc", "RANGE", "Must lie ahead of the host's clock, by a year at most."));
        }

        return errors;
    }

    private static ManualLocks Locks(HttpContext http) => http.RequestServices.GetRequiredService<ManualLocks>();
}
