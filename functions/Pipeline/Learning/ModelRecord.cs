using System.Text.Json.Serialization;
using TradingFunctions.Domain.Learning;
using TradingFunctions.Pipeline.Risk;

namespace TradingFunctions.Pipeline.Learning;

[JsonConverter(typeof(JsonStringEnumConverter<ModelStage>))]
public enum ModelStage
{
    /// <summary>Trained, and not let trade, or not any more considered.</summary>
    Candidate,

    /// <summary>The one that the trained strategy goes by; there is one at most.</summary>
    Current,

    /// <summary>Was current before; a rollback brings the newest of these back.</summary>
    Archived,
}

/// <summary>A trained model in the registry. Its file is <see cref="ModelFile.Name"/> among the artefacts of its training run.</summary>
/// <param name="Id">That of the training run.</param>
/// <param name="Checksum">SHA-256 of the model, lower-case hexadecimal; a file that gives another one is not used.</param>
/// <param name="TrainedUntilUtc">No answer that it learnt from was known later.</param>
/// <param name="Horizon">Bars ahead.</param>
/// <param name="Samples">Samples that it was fitted to.</param>
/// <param name="Score">What its walk through time came to, out of sample.</param>
/// <param name="OverCurrent">Student's t of its gain over the model that was current, on what came after that one's training; null where there was none.</param>
/// <param name="IsBetter">Whether <see cref="PromotionRule"/> lets it trade.</param>
/// <param name="Decision">Why, one sentence.</param>
/// <param name="Reason">Why it was trained.</param>
/// <param name="ChangedUtc">When its stage changed last; null while it is the first one.</param>
public sealed record ModelRecord(
    string Id,
    ModelStage Stage,
    DateTime CreatedUtc,
    string Checksum,
    DateTime TrainedUntilUtc,
    int Horizon,
    int Samples,
    ModelScore Score,
    double? OverCurrent,
    bool IsBetter,
    string Decision,
    string Reason,
    DateTime? ChangedUtc = null);

/// <summary>Which model is current, and which were before it.</summary>
/// <param name="Before">Oldest first.</param>
/// <param name="Changes">Promotions and rollbacks so far.</param>
/// <param name="Unaudited">The row of the audit trail that the last change still owes.</param>
internal sealed record ModelHead(string? Current, string[] Before, long Changes, AuditRecord? Unaudited);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ModelRecord))]
[JsonSerializable(typeof(ModelHead))]
[JsonSerializable(typeof(ModelFile))]
[JsonSerializable(typeof(ModelHealth))]
internal sealed partial class LearningJson : JsonSerializerContext;
