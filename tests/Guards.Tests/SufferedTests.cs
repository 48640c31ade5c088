using System.Globalization;
using System.Text.RegularExpressions;

namespace TradingFunctions.Guards.Tests;

/// <summary>What users of trading systems suffer from has tests that carry its number: a trait <c>Suffered</c>.</summary>
public sealed partial class SufferedTests
{
    /// <summary>The rows that concern orders and what brings them about; docs/testing.md has the list.</summary>
    public static TheoryData<int> Rows => [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Row_ThatConcernsOrders_HasATestWithItsNumber(int row) => Numbers.Value.ShouldContain(row);

    private static readonly Lazy<HashSet<int>> Numbers = new(() =>
    [
        .. Repository.Projects.Where(project => project.Path.StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(project => Repository.Sources(project).Values)
            .SelectMany(text => Trait().Matches(text))
            .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)),
    ]);

    [GeneratedRegex("Trait\\(\"Suffered\", \"(\\d+)\"\\)")]
    private static partial Regex Trait();
}
