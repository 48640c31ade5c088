namespace TradingFunctions.Domain.Signals;

/// <summary>What is wrong with one field of a signal.</summary>
/// <param name="Field">Name as on the wire: <c>stopLoss</c>, <c>metadata.note</c>.</param>
/// <param name="Code">Upper-case reason code.</param>
/// <param name="Message">For people, with the limit.</param>
public sealed record SignalFieldError(string Field, string Code, string Message);
