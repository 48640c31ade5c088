using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using TradingFunctions.Domain;

namespace TradingFunctions.Pipeline.Decisions.Chains;

/// <summary>The chain of one symbol in one run.</summary>
/// <param name="Head">SHA-256 after the last link, hexadecimal.</param>
/// <param name="Links">One per record in the order of the chain: its id, a hash sign, the beginning of its digest.</param>
internal sealed record SymbolChain(string Head, string[] Links);

/// <summary>Chains of a run, some symbols to a page; a symbol stays on its page. The empty name is the run's own chain: scans, failures, the closing.</summary>
internal sealed record ChainPage(SortedDictionary<string, SymbolChain> Chains);

/// <summary>What an anchor holds of a run.</summary>
/// <param name="Chains">Chains in it.</param>
/// <param name="Records">Records in all of them.</param>
/// <param name="Head">SHA-256 over the heads of all chains with their names and lengths.</param>
public sealed record RunSeal(RunId Run, int Chains, int Records, string Head);

/// <summary>Digests of one day's part of the account's log.</summary>
/// <param name="From">Number of the first entry.</param>
/// <param name="Digests">The beginnings of the digests of the entries, one after another. An intent's entry is digested together with what its decision rested on.</param>
/// <param name="Head">SHA-256 after the last entry.</param>
internal sealed record LogPage(long From, int Count, string Digests, string Head);

/// <summary>What an anchor holds of the account's log.</summary>
/// <param name="To">Number of the last entry sealed; 0 for none yet.</param>
/// <param name="Head">SHA-256 along the log from its beginning to there.</param>
/// <param name="Pages">Pages of digests of this day.</param>
public sealed record LogSeal(long To, string Head, int Pages);

/// <summary>A trading day's anchor over all chains that ended up to it.</summary>
/// <param name="Number">1, 2, 3, ... without a gap.</param>
/// <param name="Previous">Hash of the anchor before; of the first, 64 zeros.</param>
/// <param name="Runs">Runs sealed with it, by id.</param>
/// <param name="Hash">SHA-256 over all the rest.</param>
public sealed record Anchor(int Number, DateOnly Date, string Previous, RunSeal[] Runs, LogSeal Log, string Hash)
{
    public const string None = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>The anchor with its hash.</summary>
    public static Anchor Make(int number, DateOnly date, string previous, RunSeal[] runs, LogSeal log)
    {
        var anchor = new Anchor(number, date, previous, runs, log, None);
        return anchor with { Hash = anchor.Compute() };
    }

    /// <summary>SHA-256 over everything but the hash itself.</summary>
    public string Compute() => ChainHash.OfLines(
    [
        string.Create(CultureInfo.InvariantCulture, $"{Number} {Date:yyyy-MM-dd} {Previous}"),
        .. Runs.Select(run => string.Create(CultureInfo.InvariantCulture, $"{run.Run} {run.Chains} {run.Records} {run.Head}")),
        string.Create(CultureInfo.InvariantCulture, $"{Log.To} {Log.Pages} {Log.Head}"),
    ]);
}

/// <summary>The newest anchor, in a document that every anchor replaces.</summary>
internal sealed record AnchorHead(int Number, DateOnly Date, string Hash, RunId? LastRun);

/// <summary>Documents of the chains and anchors.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ChainPage))]
[JsonSerializable(typeof(LogPage))]
[JsonSerializable(typeof(Anchor))]
[JsonSerializable(typeof(AnchorHead))]
internal sealed partial class ChainJson : JsonSerializerContext;
