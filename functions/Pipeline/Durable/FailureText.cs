using System.Text.Json;
using System.Text.Json.Serialization;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Durable;

/// <summary>A failure as one line of text, for engines that carry only an exception's message from task to caller.</summary>
public static class FailureText
{
    /// <summary>Names the failure of <paramref name="task"/>; what has no code of its own is <see cref="FailureCodes.Unhandled"/>.</summary>
    public static TaskFailure Of(string task, Exception exception) => exception switch
    {
        ActivityFailureException named => new(task, named.Code, named.Message, named.Retriable),
        ActivityFailedException passedOn => passedOn.Failure with { Task = task },
        StoreException store => new(task, FailureCodes.StoreUnavailable, store.Message, store.IsTransient),
        _ => new(task, FailureCodes.Unhandled, exception.Message, Retriable: false),
    };

    public static string Write(TaskFailure failure) => JsonSerializer.Serialize(failure, FailureJson.Default.TaskFailure);

    /// <summary>Reads what <see cref="Write"/> wrote; any other text is the message of an <see cref="FailureCodes.Unhandled"/> failure.</summary>
    /// <remarks>The Functions host may put the exception's type name before the text.</remarks>
    public static TaskFailure Read(string task, string? text)
    {
        var start = text?.IndexOf('{') ?? -1;
        if (start < 0)
            return new(task, FailureCodes.Unhandled, text ?? "", Retriable: false);
        try
        {
            return JsonSerializer.Deserialize(text.AsSpan(start), FailureJson.Default.TaskFailure)! with { Task = task };
        }
        catch (JsonException)
        {
            return new(task, FailureCodes.Unhandled, text!, Retriable: false);
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TaskFailure))]
internal sealed partial class FailureJson : JsonSerializerContext;
