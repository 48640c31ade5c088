using TradingFunctions.Pipeline.Learning;

namespace TradingFunctions.Api.Models;

/// <summary>Trained models, newest first.</summary>
/// <param name="InForce">The one that this host's trained strategy goes by; nothing without one.</param>
/// <param name="Problem">Why the current model is not in force on this host.</param>
/// <param name="Health">How the current model did since its training.</param>
public sealed record ModelList(IReadOnlyList<ModelRecord> Items, string? InForce, string? Problem, ModelHealth? Health);

/// <param name="Reason">Why, for the audit trail.</param>
public sealed record ModelReasonBody(string Reason);

/// <param name="Id">Of the model that is being trained.</param>
/// <param name="Instance">Where to follow it: <c>GET /api/instances/{id}</c>.</param>
public sealed record TrainingStarted(string Id, string Instance);
