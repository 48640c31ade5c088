using System.Buffers;
using System.Text.Json;
using TradingFunctions.Api.Http;
using TradingFunctions.Domain.Signals;

namespace TradingFunctions.Api.Signals;

/// <summary>Reads a signal from JSON in one pass and reports everything that cannot be read, not only the first.</summary>
public static class SignalBody
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 16 };

    /// <summary>The draft as far as it can be read. Values that cannot be read are in <paramref name="errors"/> and null in the draft.</summary>
    public static SignalDraft Read(in ReadOnlySequence<byte> body, List<FieldError> errors)
    {
        var state = new SignalBodyReader(body, Strict, errors);
        try
        {
            return state.Read();
        }
        catch (JsonException e)
        {
            var place = state.Field.Length == 0 ? "body" : state.Field;
            errors.Add(new FieldError(place, "MALFORMED_JSON", Reason(e), e.LineNumber + 1, e.BytePositionInLine + 1));
            return new SignalDraft();
        }
    }

    /// <summary>The serialiser's words without the place, which the error has as numbers.</summary>
    private static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? e.Message : e.Message[..end];
    }
}
