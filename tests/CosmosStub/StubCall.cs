namespace TradingFunctions.CosmosStub;

public enum StubCallKind { Metadata, Read, Batch, Query, Plan }

/// <summary>A call as it arrived.</summary>
/// <param name="Partition">As its header says; null without one.</param>
/// <param name="SessionToken">What the client has seen; null where it sends none.</param>
public sealed record StubCall(StubCallKind Kind, string Method, string Path, string? Partition, string? SessionToken);
