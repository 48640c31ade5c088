using System.Text.Json;
using System.Text.Json.Serialization;
using TradingFunctions.Domain.Performance;

namespace TradingFunctions.Pipeline.Books;

/// <summary>JSON of the history container: only what was measured is stored, ratios are computed when they are shown.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    IgnoreReadOnlyProperties = true,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(ArchiveManifest))]
[JsonSerializable(typeof(ArchivedOrder))]
[JsonSerializable(typeof(DayRecord))]
[JsonSerializable(typeof(PeriodReport))]
internal sealed partial class BooksJson : JsonSerializerContext;
