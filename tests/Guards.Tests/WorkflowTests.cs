using System.Text.RegularExpressions;

namespace TradingFunctions.Guards.Tests;

/// <summary>Workflows run what was looked at: a tag of an action may be moved, a commit may not.</summary>
public sealed partial class WorkflowTests
{
    [Fact]
    public void Actions_OfTheWorkflows_ArePinnedToACommit()
    {
        var uses = Directory.EnumerateFiles(Path.Combine(Repository.Root, ".github", "workflows"))
            .SelectMany(path => File.ReadLines(path).Select(line => line.Trim().TrimStart('-').Trim()).Where(line => line.StartsWith("uses:", StringComparison.Ordinal)))
            .ToArray();

        uses.Length.ShouldBeGreaterThan(5);
        uses.Where(line => !Pinned().IsMatch(line)).ShouldBeEmpty();
    }

    [GeneratedRegex("^uses: [a-z0-9-]+/[a-z0-9-]+@[0-9a-f]{40} # v[0-9.]+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pinned();
}
