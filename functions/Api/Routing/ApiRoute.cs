using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using TradingFunctions.Api.Http;

namespace TradingFunctions.Api.Routing;

/// <summary>A parameter of an address, for the OpenAPI document.</summary>
public sealed record QueryParameter(string Name, string Description, string Type = "string");

/// <summary>One operation of the API: what is served, and what the OpenAPI document says of it.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Pattern">Route pattern with a leading slash.</param>
/// <param name="Handler">Answers the request; see <see cref="Invoke"/>.</param>
/// <param name="Summary">One sentence.</param>
public sealed record ApiRoute(string Method, string Pattern, RequestDelegate Handler, string Summary)
{
    /// <summary>Groups operations in the document.</summary>
    public required string Tag { get; init; }

    /// <summary>Status of success.</summary>
    public int Success { get; init; } = StatusCodes.Status200OK;

    /// <summary>Further statuses, all with problem details.</summary>
    public int[] Problems { get; init; } = [];

    public QueryParameter[] Query { get; init; } = [];

    /// <summary>Body of the request, if any.</summary>
    public JsonTypeInfo? Request { get; init; }

    /// <summary>Body of the answer, if any.</summary>
    public JsonTypeInfo? Response { get; init; }

    /// <summary>Whether it answers without a function key.</summary>
    public bool Open { get; init; }

    /// <summary>Whether it changes what keeps the money safe. On Azure it asks for the administrators' role besides the key.</summary>
    public bool Admin { get; init; }

    /// <summary>Runs the handler; never throws: what a Functions shim calls.</summary>
    public Task Invoke(HttpContext http) => RequestGuard.Invoke(http, Handler);
}
