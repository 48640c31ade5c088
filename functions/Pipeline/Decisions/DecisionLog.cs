using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TradingFunctions.Domain;

namespace TradingFunctions.Pipeline.Decisions;

/// <summary>What a line of the log is about, in the order in which lines of one alert come.</summary>
public enum DecisionRecordKind { Input, Plan, Alert, Decision, Gate, Order, Fill, Outcome }

/// <summary>
/// The canonical log of a run of the pipeline: one line of JSON for the input, and per plan, alert, decision, gate, order, fill and outcome, sorted by
/// (simulated time, run, symbol, sequence, kind). It holds nothing that differs between two runs of the same input: no wall time, host, attempt or broker id.
/// </summary>
public sealed class DecisionLog
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();
    private static readonly HashSet<string> NothingLeftOut = [];

    private readonly List<Line> lines = [];
    private readonly ArrayBufferWriter<byte> buffer = new();

    private readonly record struct Line(long Ticks, string Run, string Symbol, long Sequence, DecisionRecordKind Kind, byte[] Text);

    public int Count => lines.Count;

    /// <summary>Adds a record.</summary>
    /// <param name="sequence">Number of the alert, plan version, or order of the record among those of its kind.</param>
    /// <param name="json">The record as stored.</param>
    /// <param name="leaveOut">Members that are not part of the decision.</param>
    public void Add(DateTime atUtc, string run, Symbol symbol, long sequence, DecisionRecordKind kind, ReadOnlyMemory<byte> json, IReadOnlySet<string> leaveOut)
    {
        buffer.ResetWrittenCount();
        using (var document = JsonDocument.Parse(json))
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("at", atUtc.ToString("O", CultureInfo.InvariantCulture));
            writer.WriteString("run", run);
            writer.WriteString("symbol", symbol.Value);
            writer.WriteNumber("sequence", sequence);
            writer.WriteString("record", kind.ToString());
            writer.WritePropertyName("data");
            CanonicalJson.Write(writer, document.RootElement, leaveOut);
            writer.WriteEndObject();
        }

        lines.Add(new Line(atUtc.Ticks, run, symbol.Value, sequence, kind, buffer.WrittenSpan.ToArray()));
    }

    /// <summary>Adds what the decisions were made on: a change of the input that no decision saw is a change all the same.</summary>
    /// <param name="digest">Digest of the market data.</param>
    public void AddInput(DateTime atUtc, string digest) =>
        Add(atUtc, string.Empty, default, 0, DecisionRecordKind.Input, Encoding.UTF8.GetBytes($"{{\"bars\":\"{digest}\"}}"), NothingLeftOut);

    /// <summary>Writes the lines in their order.</summary>
    /// <param name="output">Where to, or null for the hash alone.</param>
    /// <returns>SHA-256 of what was written, in lower-case hexadecimal.</returns>
    public string Write(Stream? output)
    {
        lines.Sort(Compare);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in lines)
        {
            hash.AppendData(line.Text);
            hash.AppendData(NewLine);
            output?.Write(line.Text);
            output?.Write(NewLine);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static int Compare(Line x, Line y)
    {
        var order = x.Ticks.CompareTo(y.Ticks);
        order = order != 0 ? order : string.CompareOrdinal(x.Run, y.Run);
        order = order != 0 ? order : string.CompareOrdinal(x.Symbol, y.Symbol);
        order = order != 0 ? order : x.Sequence.CompareTo(y.Sequence);
        order = order != 0 ? order : x.Kind.CompareTo(y.Kind);
        return order != 0 ? order : x.Text.AsSpan().SequenceCompareTo(y.Text);
    }
}
