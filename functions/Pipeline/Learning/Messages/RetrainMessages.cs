namespace TradingFunctions.Pipeline.Learning.Messages;

/// <summary>A retraining.</summary>
/// <param name="Id">Of the model; the same one is trained once.</param>
/// <param name="Reason">Why: the week's turn, a drift that the risk report shows, a person's wish.</param>
public sealed record RetrainRequest(string Id, string Reason);

/// <summary>A model that was trained.</summary>
/// <param name="IsBetter">Whether it may become the current one.</param>
/// <param name="Decision">Why, one sentence.</param>
public sealed record ModelTrained(string Id, bool IsBetter, string Decision);

/// <summary>What a retraining came to.</summary>
public sealed record RetrainResult(string Id, bool IsPromoted, string Decision);

/// <summary>How far a retraining is.</summary>
public sealed record RetrainProgress(string Stage);
