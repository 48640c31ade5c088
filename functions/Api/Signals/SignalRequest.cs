using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Api.Signals;

/// <summary>Turns a request into a valid signal, or answers it with all that is wrong.</summary>
internal static class SignalRequest
{
    /// <returns>The signal; null when the request has been answered.</returns>
    public static async ValueTask<TradingSignal?> Read(HttpContext http)
    {
        var (status, body) = await RequestBody.Read(http);
        if (status != BodyStatus.Read)
        {
            await RequestBody.Refuse(http, status);
            return null;
        }

        var errors = new List<FieldError>();
        var draft = SignalBody.Read(body, errors);
        RequestBody.Release(http, body);
        if (errors.Exists(e => e.Field == "body" || e.Code == "MALFORMED_JSON"))
        {
            await Problems.BadRequest(http, errors);
            return null;
        }

        var services = http.RequestServices;
        var clock = services.GetRequiredService<TimeProvider>();
        draft = await WithTime(draft, errors, services.GetRequiredService<SignalTimes>(), clock, http.RequestAborted);

        // Read after the time was given: on an accelerated clock a pause between the two is minutes long.
        var now = clock.GetUtcNow().UtcDateTime;
        var validation = SignalValidator.Validate(draft, SignalRules.Default, now);
        var malformed = errors.Count > 0;
        foreach (var error in validation.Errors)
        {
            if (!errors.Exists(e => e.Field == error.Field))
            {
                errors.Add(new FieldError(error.Field, error.Code, error.Message));
            }
        }

        if (errors.Count > 0)
        {
            await (malformed ? Problems.BadRequest(http, errors) : Problems.Unprocessable(http, errors));
            return null;
        }

        var signal = validation.Signal!;
        var isKnown = services.GetRequiredService<IAccountBook>().State.Symbols.ContainsKey(signal.Symbol)
            || await services.GetRequiredService<SymbolDirectory>().Knows(signal.Symbol, http.RequestAborted);
        if (isKnown)
        {
            return signal;
        }

        await Problems.Unprocessable(http, [new FieldError("symbol", "UNKNOWN", $"The market has no {signal.Symbol}.")]);
        return null;
    }

    /// <summary>Replaces a timestamp that only means the moment of sending; what the sender wrote stays in the metadata.</summary>
    private static async ValueTask<SignalDraft> WithTime(SignalDraft draft, List<FieldError> errors, SignalTimes times, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (errors.Exists(e => e.Field == "timestamp") || !times.MeansNow(draft.Timestamp))
        {
            return draft;
        }

        var time = SignalId.TryCreate(draft.Id, out var id, out _) ? await times.RaisedAt(id, cancellationToken) : clock.GetUtcNow().UtcDateTime;
        var raised = $"{time:yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'}";
        if (string.IsNullOrEmpty(draft.Timestamp))
        {
            return draft with { Timestamp = raised };
        }

        var metadata = new SortedDictionary<string, string?>(StringComparer.Ordinal) { [SignalTimes.SentKey] = draft.Timestamp };
        foreach (var (key, value) in draft.Metadata ?? new SortedDictionary<string, string?>(StringComparer.Ordinal))
        {
            metadata[key] = value;
        }

        return draft with { Timestamp = raised, Metadata = metadata };
    }
}
