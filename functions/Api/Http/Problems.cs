using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace TradingFunctions.Api.Http;

/// <summary>Writes problem details.</summary>
public static class Problems
{
    public const string ContentType = "application/problem+json";

    /// <summary>Longest request path that an answer repeats.</summary>
    private const int MaxInstance = 200;

    public static Task Write(HttpContext http, int status, string code, string detail, IReadOnlyCollection<FieldError>? errors = null, string? traceId = null)
    {
        var path = http.Request.Path.Value ?? "/";
        var problem = new ApiProblem(
            "about:blank",
            ReasonPhrases.GetReasonPhrase(status),
            status,
            detail,
            code,
            path.Length <= MaxInstance ? path : path[..MaxInstance],
            traceId,
            errors is { Count: > 0 } ? [.. errors] : null);
        return Answer.Write(http, status, problem, ApiJson.Default.ApiProblem, ContentType);
    }

    public static Task NotFound(HttpContext http, string what) => Write(http, StatusCodes.Status404NotFound, "NOT_FOUND", what);

    public static Task Conflict(HttpContext http, string code, string detail) => Write(http, StatusCodes.Status409Conflict, code, detail);

    /// <summary>The request cannot be read: wrong syntax, type, or member.</summary>
    public static Task BadRequest(HttpContext http, IReadOnlyCollection<FieldError> errors) =>
        Write(http, StatusCodes.Status400BadRequest, "BAD_REQUEST", Summary(errors), errors);

    /// <summary>The request can be read, its values cannot be accepted.</summary>
    public static Task Unprocessable(HttpContext http, IReadOnlyCollection<FieldError> errors) =>
        Write(http, StatusCodes.Status422UnprocessableEntity, "INVALID", Summary(errors), errors);

    private static string Summary(IReadOnlyCollection<FieldError> errors)
    {
        var first = errors.First();
        var more = errors.Count > 1 ? $" ({errors.Count - 1} more in 'errors')" : string.Empty;
        return $"{first.Field}: {first.Message}{more}";
    }
}
