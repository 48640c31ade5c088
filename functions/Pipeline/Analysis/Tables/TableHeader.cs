using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Analysis.Tables;

/// <param name="Number">In the file, 1 the first.</param>
public readonly record struct HeaderColumn(string Name, int Number);

/// <summary>Which columns a table has besides its times.</summary>
/// <param name="Names">Names of the columns that are kept, in their order.</param>
/// <param name="Targets">Per column of the file without the time: its index among the kept ones, or -1.</param>
/// <param name="Numbers">Per kept column: its number in the file.</param>
/// <param name="Skipped">Columns that were left out, each a sentence.</param>
public sealed record TableHeader(string[] Names, int[] Targets, int[] Numbers, string[] Skipped)
{
    public const int MaxName = 128;

    /// <summary>Name of the column of times, in whatever case.</summary>
    public const string Time = "timestamp";

    /// <param name="columns">Those of the file without the time.</param>
    /// <param name="line">Line of the names; 0 in formats without lines.</param>
    /// <exception cref="PriceTableException">A name breaks a rule.</exception>
    public static TableHeader Of(string file, IReadOnlyList<HeaderColumn> columns, TableRules rules, int line)
    {
        var seen = columns.GroupBy(column => column.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => (Count: g.Count(), First: g.First().Number), StringComparer.Ordinal);
        var (names, numbers, skipped) = (new List<string>(), new List<int>(), new List<string>());
        var targets = new int[columns.Count];
        for (var i = 0; i < columns.Count; i++)
        {
            var (name, number) = columns[i];
            targets[i] = -1;
            if (Fault(name, number, seen[name]) is { } fault)
            {
                var problem = new PriceTableException(file, fault, line, number, name);
                skipped.Add(rules.SkipBadColumns ? problem.Message : throw problem);
                continue;
            }

            targets[i] = names.Count;
            names.Add(name);
            numbers.Add(number);
        }

        return names.Count > 0
            ? new TableHeader([.. names], targets, [.. numbers], [.. skipped])
            : throw new PriceTableException(file, "has no contract: there must be at least one column besides the times.", line);
    }

    public static bool IsTime(string name) => name.Equals(Time, StringComparison.OrdinalIgnoreCase);

    private static string? Fault(string name, int number, (int Count, int First) seen) => name switch
    {
        "" => "has no name.",
        { Length: > MaxName } => $"has a name of {name.Length} characters; {MaxName} are the most.",
        _ when name.Any(char.IsControl) => "has a name with control characters.",
        _ when IsTime(name) => "is a second column of times.",
        _ when seen.Count > 1 && seen.First < number => $"has the same name as column {seen.First}.",
        _ when seen.Count > 1 => "has a name that comes again.",
        _ => null,
    };
}
