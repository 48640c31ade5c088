namespace TradingFunctions.TestKit.Otlp;

/// <summary>A span as it was exported.</summary>
/// <param name="Parent">Empty for the root of a trace.</param>
/// <param name="Links">Trace ids of its links.</param>
public sealed record OtlpSpan(string TraceId, string SpanId, string Parent, string Name, ulong StartNanoseconds, ulong EndNanoseconds, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<string> Links);

/// <param name="TraceId">Empty where the line belongs to no trace.</param>
public sealed record OtlpLog(string TraceId, string Body);
