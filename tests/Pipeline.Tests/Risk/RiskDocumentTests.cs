using TradingFunctions.Pipeline.Risk;

namespace TradingFunctions.Pipeline.Tests.Risk;

/// <summary>The table of <c>docs/risk.md</c> is the one in the code.</summary>
public sealed class RiskDocumentTests
{
    [Fact]
    public void Document_HoldsTheTableOfTheCatalogue()
    {
        var lines = File.ReadAllLines(Path.Combine(Root(), "docs", "risk.md"));

        lines.Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ShouldBe(LimitCatalog.All.Select(Row));
    }

    private static string Row(LimitInfo limit) => $"| `{limit.Name}` | {limit.Codes} | {limit.Input} | {limit.WarmUp} | {limit.LargestAge} |";

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "global.json")))
            directory = directory.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        return directory.FullName;
    }
}
