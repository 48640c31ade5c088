namespace TradingFunctions.Domain.Strategies;

/// <summary>All combinations of parameter values, in the order of the parameters, the last one changing fastest.</summary>
public static class ParameterGrid
{
    /// <summary>More are not what one looks at.</summary>
    public const int Most = 1000;

    /// <param name="values">Values per parameter; none at all gives the one empty combination.</param>
    /// <exception cref="ArgumentException">A parameter without values, or more combinations than <see cref="Most"/>.</exception>
    public static IReadOnlyList<SortedDictionary<string, double>> Expand(IReadOnlyList<KeyValuePair<string, double[]>> values)
    {
        List<SortedDictionary<string, double>> combinations = [new(StringComparer.Ordinal)];
        foreach (var (name, choices) in values)
        {
            if (choices.Length == 0)
            {
                throw new ArgumentException($"{name} has no value.", nameof(values));
            }

            if ((long)combinations.Count * choices.Length > Most)
            {
                throw new ArgumentException($"The grid has more than {Most} combinations.", nameof(values));
            }

            combinations = [.. combinations.SelectMany(c => choices.Select(value => new SortedDictionary<string, double>(c, StringComparer.Ordinal) { [name] = value }))];
        }

        return combinations;
    }
}
