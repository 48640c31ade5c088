namespace TradingFunctions.Api.Http;

/// <summary>A page of a list.</summary>
/// <param name="Items">In the order that the address states.</param>
/// <param name="Next">Pass it as <c>?after=</c> for the next page; absent after the last.</param>
public sealed record ListAnswer<T>(IReadOnlyList<T> Items, string? Next = null);
