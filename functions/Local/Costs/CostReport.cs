using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingFunctions.Local.Costs;

/// <summary>What the cost command comes to.</summary>
/// <param name="Market">What was replayed.</param>
internal sealed record CostReport(
    string Currency, string Region, string Market, DurableBackend Backend, Bill[] Bills, string[] Unconfirmed, string[] Notes, SortedDictionary<string, Price> Prices, SortedDictionary<string, Assumption> Assumptions);

/// <summary>JSON of price lists and bills.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(PriceList))]
[JsonSerializable(typeof(CostReport))]
internal sealed partial class CostJson : JsonSerializerContext;
