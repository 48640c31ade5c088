using System.Text;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Files.Tables;

/// <summary>The first line of a table: <c>timestamp</c>, then one name per contract.</summary>
/// <param name="Fields">Columns of the file, the time included.</param>
/// <param name="Names">Names of the columns that are kept, in their order.</param>
/// <param name="Targets">Per column behind the time: its index among the kept ones, or -1.</param>
/// <param name="Numbers">Per kept column: its number in the file, 2 the first behind the time.</param>
/// <param name="Skipped">Columns that were left out, each a sentence.</param>
internal sealed record TableHeader(int Fields, string[] Names, int[] Targets, int[] Numbers, string[] Skipped)
{
    public const int MaxName = 128;

    private const string Time = "timestamp";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="PriceTableException">The header breaks a rule.</exception>
    public static TableHeader Parse(ReadOnlySpan<byte> line, string file, TableRules rules)
    {
        var fields = Split(Decode(line, file), file);
        if (!fields[0].Equals(Time, StringComparison.OrdinalIgnoreCase))
        {
            throw new PriceTableException(file, $"must be '{Time}', is '{PriceTableException.Show(fields[0])}'. A price table has the times first, then one column per contract.", 1, 1);
        }

        var seen = fields.Skip(1).GroupBy(name => name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var (names, numbers, skipped) = (new List<string>(), new List<int>(), new List<string>());
        var targets = new int[fields.Count - 1];
        for (var i = 1; i < fields.Count; i++)
        {
            targets[i - 1] = -1;
            if (Fault(fields, i, seen) is { } fault)
            {
                var problem = new PriceTableException(file, fault, 1, i + 1, fields[i]);
                skipped.Add(rules.SkipBadColumns ? problem.Message : throw problem);
                continue;
            }

            targets[i - 1] = names.Count;
            names.Add(fields[i]);
            numbers.Add(i + 1);
        }

        return names.Count > 0
            ? new TableHeader(fields.Count, [.. names], targets, [.. numbers], [.. skipped])
            : throw new PriceTableException(file, "has no contract: there must be at least one column behind the times.", 1);
    }

    private static string? Fault(List<string> fields, int i, Dictionary<string, int> seen)
    {
        var name = fields[i];
        return name switch
        {
            "" => "has no name.",
            { Length: > MaxName } => $"has a name of {name.Length} characters; {MaxName} are the most.",
            _ when name.Any(char.IsControl) => "has a name with control characters.",
            _ when name.Equals(Time, StringComparison.OrdinalIgnoreCase) => "is a second column of times.",
            _ when seen[name] > 1 && fields.IndexOf(name, 1) is var first && first < i => $"has the same name as column {first + 1}.",
            _ when seen[name] > 1 => "has a name that comes again.",
            _ => null,
        };
    }

    private static string Decode(ReadOnlySpan<byte> line, string file)
    {
        try
        {
            return Strict.GetString(line).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            throw new PriceTableException(file, "is not text in UTF-8.", 1, inner: e);
        }
    }

    /// <summary>Fields with quotes as RFC 4180 has them, blanks around names gone.</summary>
    private static List<string> Split(string line, string file)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var (inQuotes, wasQuoted) = (false, false);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (inQuotes && c == '"' && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append(c);
                i++;
            }
            else if (c == '"' && (inQuotes || field.ToString().Trim().Length == 0))
            {
                (inQuotes, wasQuoted) = (!inQuotes, true);
            }
            else if (c == ',' && !inQuotes)
            {
                End();
            }
            else
            {
                field.Append(c);
            }
        }

        End();
        return inQuotes ? throw new PriceTableException(file, "has a quote that does not end.", 1, fields.Count) : fields;

        void End()
        {
            fields.Add(wasQuoted ? field.ToString() : field.ToString().Trim());
            field.Clear();
            wasQuoted = false;
        }
    }
}
