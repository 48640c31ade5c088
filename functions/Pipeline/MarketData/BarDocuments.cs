using System.Text.Json;
using System.Text.Json.Serialization;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market.Quality;

namespace TradingFunctions.Pipeline.MarketData;

/// <summary>One symbol's bars of one session.</summary>
/// <param name="AskedToUtc">Every minute up to here has been asked for.</param>
/// <param name="SettledToUtc">Every minute up to here was asked for again when it had been over for a while: what has no bar had no trade.</param>
/// <param name="Data">The bars; see <see cref="BarBlock"/>.</param>
internal sealed record BarDay(Symbol Symbol, DateTime AskedToUtc, DateTime SettledToUtc, int Count, string Data, int Late = 0, int Corrected = 0, int Rejected = 0);

/// <summary>The symbols taken in on a day, in chunks. It only grows, so that a chunk stays what it was.</summary>
internal sealed record RosterDocument(Symbol[] Symbols, string Sources);

/// <summary>What the ingestion of a day came to so far.</summary>
/// <param name="LastSlotUtc">The newest slot counted.</param>
/// <param name="MostRequests">Requests of the slot that took most.</param>
internal sealed record IngestionDay(
    DateTime LastSlotUtc, int Slots, long Bars, long Requests, int MostRequests, int FailedChunks, string? LastFailure, AgeHistogram Ages);

/// <summary>Documents of the ingestion.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(BarDay))]
[JsonSerializable(typeof(RosterDocument))]
[JsonSerializable(typeof(IngestionDay))]
internal sealed partial class MarketDataJson : JsonSerializerContext;
