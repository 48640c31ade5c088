using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingFunctions.Domain;

/// <summary>A price, an amount of money or a quantity: a JSON number on the wire, a validated value type in code.</summary>
/// <typeparam name="TSelf">The value type itself.</typeparam>
public interface IDecimalValue<TSelf> where TSelf : struct, IDecimalValue<TSelf>
{
    /// <summary>The bare number.</summary>
    decimal Number { get; }

    /// <exception cref="ArgumentOutOfRangeException">The number is out of the type's range.</exception>
    static abstract TSelf Create(decimal number);
}

/// <summary>Reads and writes an <see cref="IDecimalValue{TSelf}"/> as a JSON number.</summary>
/// <typeparam name="T">The value type.</typeparam>
public sealed class DecimalValueJsonConverter<T> : JsonConverter<T> where T : struct, IDecimalValue<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetDecimal(out var number))
        {
            throw new JsonException("Expected a number.");
        }

        try
        {
            // 0 is the default: "none".
            return number == 0m ? default : T.Create(number);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Number);
}
