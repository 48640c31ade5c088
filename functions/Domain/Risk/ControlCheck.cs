namespace TradingFunctions.Domain.Risk;

/// <summary>One control of the gate on one order.</summary>
/// <param name="Input">What was measured, in camel case: several controls may share a code.</param>
/// <param name="Limit">The limit in the input's unit; null where it is not a number or not set.</param>
/// <param name="Value">The measured value; null where there is none.</param>
/// <param name="Active">False when the limit is not set or does not concern this order; it passes then.</param>
/// <param name="UntilUtc">End of a ban that ends by itself.</param>
public readonly record struct ControlCheck(ReasonCode Code, string Input, decimal? Limit, decimal? Value, bool Passed, bool Active, DateTime? UntilUtc = null);

/// <summary>One reason of a refusal, as a caller sees it.</summary>
/// <param name="Detail">The broker's words, what is missing, or what stands against it in words; null where limit and value say it all.</param>
/// <param name="UntilUtc">End of a ban that ends by itself.</param>
public sealed record Denial(ReasonCode Code, string Input, decimal? Limit, decimal? Value, string? Detail = null, DateTime? UntilUtc = null);
