using System.Globalization;

namespace TradingFunctions.Domain.Signals;

/// <summary>
/// Turns a draft into a signal, or says all that is wrong with it. Never throws, whatever the draft holds.
/// Codes: REQUIRED, FORMAT, UNKNOWN, RANGE, PRECISION, FRACTIONAL, WRONG_SIDE, FUTURE, ANCIENT, TOO_MANY, TOO_LONG, CONTROL_CHARACTER.
/// </summary>
public static class SignalValidator
{
    private static readonly string[] TimestampFormats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm'Z'"];

    /// <param name="draft">What came over the wire.</param>
    /// <param name="rules">Bounds.</param>
    /// <param name="nowUtc">For timestamps in the future.</param>
    /// <param name="reference">Price to compare stop and take profit with where there is no price target; null leaves that to the gate.</param>
    public static SignalValidation Validate(SignalDraft draft, SignalRules rules, DateTime nowUtc, Price? reference = null)
    {
        var errors = new List<SignalFieldError>();
        var id = Text<SignalId>("id", draft.Id, errors);
        var symbol = Text<Symbol>("symbol", draft.Symbol, errors);
        var action = Action(draft.Action, errors);
        var quantity = QuantityOf(draft.Quantity, rules, errors);
        var target = PriceOf("priceTarget", draft.PriceTarget, errors);
        var stop = PriceOf("stopLoss", draft.StopLoss, errors);
        var profit = PriceOf("takeProfit", draft.TakeProfit, errors);
        CheckSides(action, target, stop, profit, reference, errors);
        var confidence = Confidence(draft.Confidence, errors);
        var strategy = Text<StrategyId>("strategyId", draft.StrategyId, errors);
        var timestamp = Timestamp(draft.Timestamp, rules, nowUtc, errors);
        var metadata = SignalMetadata.Validate(draft.Metadata, errors);
        return errors.Count > 0
            ? new SignalValidation(Signal: null, [.. errors])
            : new SignalValidation(new TradingSignal(id, symbol, action!.Value, quantity, target, stop, profit, confidence, strategy, timestamp, metadata), []);
    }

    private static T Text<T>(string field, string? text, List<SignalFieldError> errors) where T : struct, IStringValue<T>
    {
        if (string.IsNullOrEmpty(text))
        {
            errors.Add(new SignalFieldError(field, "REQUIRED", "Must be given."));
            return default;
        }

        if (!T.TryCreate(text, out var value, out var error))
        {
            errors.Add(new SignalFieldError(field, "FORMAT", char.ToUpperInvariant(error[0]) + error[1..]));
        }

        return value;
    }

    private static SignalAction? Action(string? text, List<SignalFieldError> errors)
    {
        SignalAction? action = text?.ToUpperInvariant() switch
        {
            "BUY" => SignalAction.Buy,
            "SELL" => SignalAction.Sell,
            "HOLD" => SignalAction.Hold,
            _ => null,
        };
        if (action is null)
        {
            errors.Add(string.IsNullOrEmpty(text)
                ? new SignalFieldError("action", "REQUIRED", "Must be BUY, SELL or HOLD.")
                : new SignalFieldError("action", "UNKNOWN", "Must be BUY, SELL or HOLD."));
        }

        return action;
    }

    private static Quantity? QuantityOf(decimal? shares, SignalRules rules, List<SignalFieldError> errors)
    {
        var error = shares switch
        {
            null => null,
            <= 0 => new SignalFieldError("quantity", "RANGE", $"Must be more than 0, is {shares}."),
            { } q when q > rules.MaxQuantity => new SignalFieldError("quantity", "RANGE", $"Must be at most {rules.MaxQuantity}, is {q}."),
            { } q when !rules.AllowFractional && decimal.Truncate(q) != q => new SignalFieldError("quantity", "FRACTIONAL", $"Must be a whole number of shares, is {q}."),
            { } q when decimal.Round(q, SignalRules.QuantityDecimals) != q => new SignalFieldError("quantity", "PRECISION", $"Must have at most {SignalRules.QuantityDecimals} decimal places."),
            _ => null,
        };
        return Accept(error, shares, errors) is { } good ? new Quantity(good) : null;
    }

    private static Price? PriceOf(string field, decimal? dollars, List<SignalFieldError> errors)
    {
        var error = dollars switch
        {
            null => null,
            <= 0 or > 10_000_000m => new SignalFieldError(field, "RANGE", $"Must be more than 0 and at most 10,000,000 dollars, is {dollars}."),
            { } p when decimal.Round(p, SignalRules.PriceDecimals) != p => new SignalFieldError(field, "PRECISION", $"Must have at most {SignalRules.PriceDecimals} decimal places."),
            _ => null,
        };
        return Accept(error, dollars, errors) is { } good ? new Price(good) : null;
    }

    private static decimal? Accept(SignalFieldError? error, decimal? value, List<SignalFieldError> errors)
    {
        if (error is null)
        {
            return value;
        }

        errors.Add(error);
        return null;
    }

    /// <summary>BUY: stop below and profit above the price; SELL the other way round. HOLD trades nothing, so nothing can be on the wrong side.</summary>
    private static void CheckSides(SignalAction? action, Price? target, Price? stop, Price? profit, Price? reference, List<SignalFieldError> errors)
    {
        if (action is not (SignalAction.Buy or SignalAction.Sell))
        {
            return;
        }

        var sign = action == SignalAction.Buy ? 1 : -1;
        var (below, above) = action == SignalAction.Buy ? ("below", "above") : ("above", "below");
        var (price, name) = target is not null ? (target, "priceTarget") : (reference, "the reference price");
        Compare("stopLoss", stop, price, -sign, $"{below} {name}");
        Compare("takeProfit", profit, price, sign, $"{above} {name}");
        if (price is null)
        {
            Compare("stopLoss", stop, profit, -sign, $"{below} takeProfit");
        }

        void Compare(string field, Price? value, Price? other, int wanted, string where)
        {
            if (value is { } left && other is { } right && Math.Sign(left.CompareTo(right)) != wanted)
            {
                errors.Add(new SignalFieldError(field, "WRONG_SIDE", $"Of a {(sign > 0 ? "BUY" : "SELL")} it must be {where} ({right}), is {left}."));
            }
        }
    }

    private static double Confidence(double? confidence, List<SignalFieldError> errors)
    {
        if (confidence is null)
        {
            errors.Add(new SignalFieldError("confidence", "REQUIRED", "Must be given, 0 to 1."));
        }
        else if (confidence is not (>= 0 and <= 1))
        {
            errors.Add(new SignalFieldError("confidence", "RANGE", $"Must be 0 to 1, is {confidence}."));
        }

        return confidence.GetValueOrDefault();
    }

    private static DateTime Timestamp(string? text, SignalRules rules, DateTime nowUtc, List<SignalFieldError> errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            errors.Add(new SignalFieldError("timestamp", "REQUIRED", "Must be given, ISO 8601 with Z or an offset."));
            return default;
        }

        if (!DateTimeOffset.TryParseExact(text, TimestampFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed))
        {
            errors.Add(new SignalFieldError("timestamp", "FORMAT", "Must be ISO 8601 with Z or an offset: 2025-03-07T14:30:00Z."));
            return default;
        }

        var utc = parsed.UtcDateTime;
        if (utc < rules.EarliestUtc)
        {
            errors.Add(new SignalFieldError("timestamp", "ANCIENT", $"Must not be before {rules.EarliestUtc:yyyy-MM-dd}."));
        }
        else if (utc - nowUtc > TimeSpan.FromSeconds(rules.MaxFutureSkewSeconds))
        {
            errors.Add(new SignalFieldError("timestamp", "FUTURE", $"Must not be more than {rules.MaxFutureSkewSeconds} s ahead of {nowUtc:O}."));
        }

        return utc;
    }
}
