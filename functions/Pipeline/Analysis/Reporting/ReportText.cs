using System.Globalization;
using TradingFunctions.Domain.Learning;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Analysis.Reporting;

/// <summary>Numbers and tables that both reports show alike.</summary>
internal static class ReportText
{
    /// <summary>Contracts that a report lists from each end of the ranking; all are in <c>comparison.json</c>.</summary>
    public const int MostContracts = 25;

    public static readonly string[] CountColumns = ["prices", "buys", "sells", "holds", "good", "bad", "neutral", "success rate"];

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Share(double? value) => value is { } share ? share.ToString("P2", CultureInfo.InvariantCulture) : "none";

    public static string Decimal(double? value) => value is { } number ? number.ToString("0.000", CultureInfo.InvariantCulture) : "none";

    public static string[] Counts(CountsView c) =>
        [Number(c.Prices), Number(c.Buys), Number(c.Sells), Number(c.Holds), Number(c.Good), Number(c.Bad), Number(c.Neutral), Share(c.SuccessRate)];

    public static string Parameters(SortedDictionary<string, double> parameters) =>
        parameters.Count == 0 ? "defaults" : string.Join(", ", parameters.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key}={p.Value}")));

    /// <summary>What was analysed, a line each.</summary>
    public static IEnumerable<(string Name, string Value)> Facts(AnalysisSummary s)
    {
        yield return ("prices", s.Prices);
        yield return ("SHA-256", s.Table.Digest);
        yield return ("rows", $"{Number(s.Table.Rows)}, {s.Table.FirstTime} to {s.Table.LastTime}");
        yield return ("contracts", $"{Number(s.Contracts)}, of which failed {Number(s.Failed.Length)}");
        yield return ("strategy", $"{s.Strategy}: {Parameters(s.Parameters)}");
        if (s.Code is { } code)
        {
            yield return code.Model is { } model
                ? ("model", $"{model}; {string.Join(" and ", BarFeatures.BeyondPrices.Select(i => BarFeatures.Names[i]))} count as average: a price table carries neither volumes nor highs and lows")
                : ("plug-in", $"SHA-256 {code.Checksum}");
        }

        if (s.Tags.Length > 0)
        {
            yield return ("tags", string.Join(", ", s.Tags));
        }

        if (s.Table.Index is { } index)
        {
            yield return ("index", s.IndexFault is { } fault ? $"{index}, not used, so that there are no correlations: {fault}" : $"{index}, mean correlation {Decimal(s.MeanCorrelation)}");
        }

        if (s.Table.SkippedRows.Count > 0)
        {
            yield return ("rows left out", string.Join(", ", s.Table.SkippedRows.Select(r => $"{r.Key}: {Number(r.Value)}")));
        }

        if (s.Table.SkippedValues > 0)
        {
            yield return ("values taken as absent", Number(s.Table.SkippedValues));
        }

        if (s.Table.SkippedColumns.Length > 0)
        {
            yield return ("columns left out", string.Join("; ", s.Table.SkippedColumns));
        }
    }

    /// <summary>Every table of a report: title, columns, rows.</summary>
    public static IEnumerable<(string Title, string[] Columns, IEnumerable<string[]> Rows)> Tables(AnalysisSummary s, Comparison comparison)
    {
        yield return ("Totals", CountColumns, [Counts(s.Totals)]);
        if (s.Failed.Length > 0)
        {
            yield return ("Failed contracts", ["contract", "code", "why"], s.Failed.Select(f => new[] { f.Contract, f.Code, f.Message }));
        }

        if (s.Table.SkippedPlaces is { Length: > 0 } places)
        {
            yield return (
                $"Left out, the first {SkippedPlace.Most} of each reason", ["reason", "line or row", "column", "name", "problem"],
                places.Select(p => new[] { p.Reason, Number(p.Place), p.Column > 0 ? Number(p.Column) : string.Empty, p.Name is { } name ? PriceTableException.Show(name) : string.Empty, p.Problem }));
        }

        if (s.Variants.Length > 1)
        {
            yield return ("Parameter sets", ["parameters", .. CountColumns], s.Variants.Select(v => (string[])[Parameters(v.Parameters), .. Counts(v.Counts)]));
        }

        if (s.Slices.Length > 0)
        {
            yield return ("Time slices", ["slice", "from", .. CountColumns], s.Slices.Select(slice => (string[])[Number(slice.Slice), slice.From, .. Counts(slice.Counts)]));
        }

        string[] columns = ["rank", "contract", .. CountColumns, "return", "correlation", "beta"];
        var ranking = comparison.Ranking;
        yield return (ranking.Length <= MostContracts ? "Ranking" : $"Best {MostContracts} contracts", columns, ranking.Take(MostContracts).Select(Ranked));
        if (ranking.Length > MostContracts)
        {
            yield return ($"Last {Math.Min(MostContracts, ranking.Length - MostContracts)} contracts", columns, ranking.Skip(Math.Max(MostContracts, ranking.Length - MostContracts)).Select(Ranked));
        }
    }

    private static string[] Ranked(RankedContract c) => [Number(c.Rank), c.Contract, .. Counts(c.Counts), Share(c.Return), Decimal(c.Correlation), Decimal(c.Beta)];
}
