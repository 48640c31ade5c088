using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingFunctions.Domain;

/// <summary>An identifier or name that is text on the wire and a validated value type in code.</summary>
/// <typeparam name="TSelf">The value type itself.</typeparam>
public interface IStringValue<TSelf> where TSelf : struct, IStringValue<TSelf>
{
    /// <summary>The text, never null or empty for a value that was created; the empty string for <c>default</c>.</summary>
    string Value { get; }

    /// <summary>Validates <paramref name="text"/>.</summary>
    /// <param name="text">The candidate.</param>
    /// <param name="value">The value, if the text is valid.</param>
    /// <param name="error">What is wrong with the text, else null.</param>
    static abstract bool TryCreate(string? text, out TSelf value, [NotNullWhen(false)] out string? error);
}

/// <summary>Reads and writes an <see cref="IStringValue{TSelf}"/> as a JSON string, also as a property name.</summary>
/// <typeparam name="T">The value type.</typeparam>
public sealed class StringValueJsonConverter<T> : JsonConverter<T> where T : struct, IStringValue<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? Create(reader.GetString())
            : throw new JsonException($"{typeof(T).Name}: expected text.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Create(reader.GetString());

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value);

    private static T Create(string? text) =>
        T.TryCreate(text, out var value, out var error) ? value : throw new JsonException($"{typeof(T).Name}: {error}");
}
