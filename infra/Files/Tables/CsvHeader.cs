using System.Text;
using TradingFunctions.Pipeline.Analysis.Tables;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Files.Tables;

/// <summary>The first line of a table: <c>timestamp</c>, then one name per contract.</summary>
internal static class CsvHeader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="PriceTableException">The header breaks a rule.</exception>
    public static TableHeader Parse(ReadOnlySpan<byte> line, string file, TableRules rules)
    {
        var fields = Split(Decode(line, file), file);
        return TableHeader.IsTime(fields[0])
            ? TableHeader.Of(file, [.. fields.Skip(1).Select((name, i) => new HeaderColumn(name, i + 2))], rules, line: 1)
            : throw new PriceTableException(
                file, $"must be '{TableHeader.Time}', is '{PriceTableException.Show(fields[0])}'. A price table has the times first, then one column per contract.", 1, 1);
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
