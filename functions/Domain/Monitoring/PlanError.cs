namespace TradingFunctions.Domain.Monitoring;

/// <summary>Why a plan is refused.</summary>
/// <param name="Field">Path of the field as on the wire: <c>triggers[0].conditions[1].price</c>.</param>
/// <param name="Code">Upper-case reason code.</param>
/// <param name="Message">For people.</param>
public sealed record PlanError(string Field, string Code, string Message);
