using System.Buffers;
using System.Text.Json;
using TradingFunctions.Api.Http;
using TradingFunctions.Domain.Signals;

namespace TradingFunctions.Api.Signals;

/// <summary>One pass over the members of a signal.</summary>
internal ref struct SignalBodyReader
{
    private const string Unreadable = "is not valid text: broken UTF-8 or half of a surrogate pair.";

    private readonly List<FieldError> errors;
    private readonly ReadOnlySequence<byte> body;
    private Utf8JsonReader json;
    private HashSet<string>? seenUnknown;
    private uint seen;

    public SignalBodyReader(in ReadOnlySequence<byte> body, JsonReaderOptions options, List<FieldError> errors)
    {
        this.body = body;
        this.errors = errors;
        json = new Utf8JsonReader(body, options);
    }

    /// <summary>Member that is being read, empty before the first.</summary>
    public string Field { get; private set; } = string.Empty;

    /// <exception cref="JsonException">The text is not JSON.</exception>
    public SignalDraft Read()
    {
        if (body.IsEmpty)
        {
            errors.Add(new FieldError("body", "REQUIRED", "A JSON object must be given."));
            return new SignalDraft();
        }

        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            errors.Add(new FieldError("body", "WRONG_TYPE", $"Must be a JSON object, is {Kind(json.TokenType)}."));
            SkipAll();
            return new SignalDraft();
        }

        string? id = null, symbol = null, action = null, strategy = null, timestamp = null;
        decimal? quantity = null, priceTarget = null, stopLoss = null, takeProfit = null;
        double? confidence = null;
        SortedDictionary<string, string?>? metadata = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (Is("id"u8, "id", 0)) id = Text();
            else if (Is("symbol"u8, "symbol", 1)) symbol = Text();
            else if (Is("action"u8, "action", 2)) action = Text();
            else if (Is("quantity"u8, "quantity", 3)) quantity = Number();
            else if (Is("priceTarget"u8, "priceTarget", 4)) priceTarget = Number();
            else if (Is("stopLoss"u8, "stopLoss", 5)) stopLoss = Number();
            else if (Is("takeProfit"u8, "takeProfit", 6)) takeProfit = Number();
            else if (Is("confidence"u8, "confidence", 7)) confidence = Real();
            else if (Is("strategyId"u8, "strategyId", 8)) strategy = Text();
            else if (Is("timestamp"u8, "timestamp", 9)) timestamp = Text();
            else if (Is("metadata"u8, "metadata", 10)) metadata = Pairs();
            else Unknown();
        }

        Field = string.Empty;
        json.Read();
        return new SignalDraft(id, symbol, action, quantity, priceTarget, stopLoss, takeProfit, confidence, strategy, timestamp, metadata);
    }

    private bool Is(ReadOnlySpan<byte> name, string field, int bit)
    {
        if (!json.ValueTextEquals(name))
        {
            return false;
        }

        Field = field;
        if ((seen & (1u << bit)) != 0)
        {
            errors.Add(new FieldError(field, "DUPLICATE_MEMBER", "Is given twice."));
        }

        seen |= 1u << bit;
        json.Read();
        return true;
    }

    private string? Text()
    {
        if (json.TokenType == JsonTokenType.String)
        {
            return TryText(Field);
        }

        WrongType("text");
        return null;
    }

    private decimal? Number()
    {
        if (json.TokenType != JsonTokenType.Number)
        {
            WrongType("a number");
            return null;
        }

        if (json.TryGetDecimal(out var number))
        {
            return number;
        }

        errors.Add(new FieldError(Field, "RANGE", "Is outside the range of numbers that can be traded."));
        return null;
    }

    private double? Real()
    {
        if (json.TokenType != JsonTokenType.Number)
        {
            WrongType("a number");
            return null;
        }

        if (json.TryGetDouble(out var number) && double.IsFinite(number))
        {
            return number;
        }

        errors.Add(new FieldError(Field, "RANGE", "Is outside the range of numbers."));
        return null;
    }

    private SortedDictionary<string, string?>? Pairs()
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            WrongType("an object of texts");
            return null;
        }

        var pairs = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var key = TryText("metadata");
            Field = "metadata." + Shown(key);
            json.Read();
            if (json.TokenType != JsonTokenType.String)
            {
                WrongType("text");
            }
            else if (TryText(Field) is { } value && key is not null && !pairs.TryAdd(key, value))
            {
                errors.Add(new FieldError(Field, "DUPLICATE_MEMBER", "Is given twice."));
            }
        }

        return pairs;
    }

    private void Unknown()
    {
        var name = TryText("body") ?? string.Empty;
        Field = Shown(name);
        if ((seenUnknown ??= new HashSet<string>(StringComparer.Ordinal)).Add(name))
        {
            errors.Add(new FieldError(
                Field, "UNKNOWN_MEMBER", "Is not a member of a signal: id, symbol, action, quantity, priceTarget, stopLoss, takeProfit, confidence, strategyId, timestamp, metadata."));
        }

        json.Read();
        json.Skip();
    }

    /// <summary>Null is a member left out; anything else of the wrong type is named and passed over.</summary>
    private void WrongType(string wanted)
    {
        if (json.TokenType != JsonTokenType.Null)
        {
            errors.Add(new FieldError(Field, "WRONG_TYPE", $"Must be {wanted}, is {Kind(json.TokenType)}."));
            json.Skip();
        }
    }

    private string? TryText(string field)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            errors.Add(new FieldError(field, "TEXT_ENCODING", Unreadable));
            return null;
        }
    }

    private void SkipAll()
    {
        json.Skip();
        json.Read();
    }

    private static string Shown(string? name) => name is null ? "?" : name.Length <= 64 ? name : name[..64];

    private static string Kind(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "text",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        _ => "null",
    };
}
