using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TradingFunctions.AlpacaStub.Wire;

namespace TradingFunctions.AlpacaStub.Hosting;

/// <summary>An answer before a fault may have spoiled it.</summary>
public readonly record struct StubAnswer(int Status, byte[] Body)
{
    public static StubAnswer NoContent { get; } = new(StatusCodes.Status204NoContent, []);

    public static StubAnswer Ok<T>(T body, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) => new(status, JsonSerializer.SerializeToUtf8Bytes(body, type));

    public static StubAnswer Error(int status, int? code, string message) => Error(status, new ErrorBody(code, message));

    public static StubAnswer Error(int status, ErrorBody body) => new(status, JsonSerializer.SerializeToUtf8Bytes(body, AlpacaJson.Default.ErrorBody));

    public static StubAnswer NotFound(string what) => Error(StatusCodes.Status404NotFound, 40410000, what);

    public static StubAnswer Invalid(string message) => Error(StatusCodes.Status422UnprocessableEntity, 42210000, message);
}
