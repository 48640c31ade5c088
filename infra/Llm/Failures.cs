using System.ClientModel;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Llm;

/// <summary>What an exception of the client means. Whatever an endpoint sends may come out as any exception: one that is not known means an answer that is none.</summary>
internal static class Failures
{
    public static ModelException Of(Exception exception, TimeSpan timeout)
    {
        var cause = Cause(exception);
        return cause switch
        {
            AnswerTooLargeException => new ModelException(ModelFailure.TooLarge, cause.Message, exception),
            OperationCanceledException or TimeoutException => new ModelException(ModelFailure.Timeout, $"No answer within {timeout.TotalSeconds} s.", exception),
            ClientResultException { Status: 429 } => new ModelException(ModelFailure.RateLimited, "429: too many requests, or no quota left.", exception),
            ClientResultException { Status: >= 500 } server => new ModelException(ModelFailure.Unavailable, $"The endpoint failed with {server.Status}.", exception),
            ClientResultException { Status: >= 300 } client => new ModelException(ModelFailure.Refused, $"The endpoint answered {client.Status}: {FirstLine(client.Message)}", exception),
            ClientResultException { Status: 0 } or HttpRequestException => new ModelException(ModelFailure.Unavailable, $"The endpoint cannot be reached: {FirstLine(cause.Message)}", exception),
            _ => new ModelException(ModelFailure.Malformed, $"The endpoint's answer cannot be read: {FirstLine(cause.Message)}", exception),
        };
    }

    /// <summary>Of several attempts the last; of wrapped exceptions the one that says most.</summary>
    private static Exception Cause(Exception exception)
    {
        var cause = exception;
        while (!SaysEnough(cause))
        {
            if ((cause is AggregateException { InnerExceptions: [.., var last] } ? last : cause.InnerException) is not { } inner)
            {
                break;
            }

            cause = inner;
        }

        return cause;
    }

    private static bool SaysEnough(Exception exception) =>
        exception is AnswerTooLargeException or ClientResultException { Status: > 0 } or HttpRequestException { InnerException: not AnswerTooLargeException };

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();
}
