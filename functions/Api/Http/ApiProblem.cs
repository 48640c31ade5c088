namespace TradingFunctions.Api.Http;

/// <summary>What is wrong with one part of a request.</summary>
/// <param name="Field">Member as on the wire, <c>stopLoss</c> or <c>metadata.note</c>; a query parameter as <c>?limit</c>.</param>
/// <param name="Code">Upper-case reason code.</param>
/// <param name="Message">For people, with the limit.</param>
/// <param name="Line">Line of the body, from 1, where the place is known.</param>
/// <param name="Position">Byte in that line, from 1.</param>
public sealed record FieldError(string Field, string Code, string Message, long? Line = null, long? Position = null);

/// <summary>Every answer that is not a success: problem details of RFC 9457.</summary>
/// <param name="Type">Always <c>about:blank</c>: <paramref name="Code"/> is what programs look at.</param>
/// <param name="Title">The status in words.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">What happened and what to do.</param>
/// <param name="Code">Upper-case code of the problem.</param>
/// <param name="Instance">Path of the request.</param>
/// <param name="TraceId">Of an unexpected failure: the id under which it is in the log.</param>
/// <param name="Errors">All that is wrong with the request, in its order.</param>
public sealed record ApiProblem(
    string Type, string Title, int Status, string Detail, string Code, string Instance, string? TraceId = null, FieldError[]? Errors = null);
