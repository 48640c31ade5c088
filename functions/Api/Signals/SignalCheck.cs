using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Api.Signals;

/// <summary>Makes a signal of what a request or a message of the queue holds, by the same rules.</summary>
public static class SignalCheck
{
    /// <param name="draft">As far as it could be read.</param>
    /// <param name="errors">What could not be read; what is wrong besides is added.</param>
    /// <returns>The signal; null when there are errors.</returns>
    public static async ValueTask<TradingSignal?> Of(SignalDraft draft, List<FieldError> errors, IServiceProvider services, CancellationToken cancellationToken)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        draft = await WithTime(draft, errors, services.GetRequiredService<SignalTimes>(), clock, cancellationToken);

        // Read after the time was given: on an accelerated clock a pause between the two is minutes long.
        var now = clock.GetUtcNow().UtcDateTime;
        var validation = SignalValidator.Validate(draft, SignalRules.Default, now);
        foreach (var error in validation.Errors)
        {
            if (!errors.Exists(e => e.Field == error.Field))
            {
                errors.Add(new FieldError(error.Field, error.Code, error.Message));
            }
        }

        if (errors.Count > 0)
        {
            return null;
        }

        var signal = validation.Signal!;
        if (services.GetRequiredService<IAccountBook>().State.Symbols.ContainsKey(signal.Symbol)
            || await services.GetRequiredService<SymbolDirectory>().Knows(signal.Symbol, cancellationToken))
        {
            return signal;
        }

        errors.Add(new FieldError("symbol", "UNKNOWN", $"The market has no {signal.Symbol}."));
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
