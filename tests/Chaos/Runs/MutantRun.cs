using TradingFunctions.Chaos.Counting;
using TradingFunctions.Chaos.Mutants;

namespace TradingFunctions.Chaos.Runs;

/// <summary>Plants one mistake after the other and looks which counter notices.</summary>
internal static class MutantRun
{
    private const int Runs = 24;

    public static async Task<MutantReport[]> Run(ChaosOptions options)
    {
        var reports = new List<MutantReport>();
        foreach (var name in Mutation.All.Keys)
        {
            var report = await ChaosRun.Run(options with { Mutant = name, Runs = Math.Min(options.Runs, Runs), Kills = 0, Directory = null });
            reports.Add(new MutantReport(name, [.. CaughtBy(report)], [.. report.Failures.Take(3)]));
            await Console.Error.WriteLineAsync($"{name}: {string.Join(", ", reports[^1].CaughtBy)}");
        }

        return [.. reports];
    }

    private static IEnumerable<string> CaughtBy(ChaosReport report) => ((string Name, int Count)[])[
        ("duplicateOrders", report.DuplicateOrders),
        ("lostOrders", report.LostOrders),
        ("unresolvedLeft", report.UnresolvedLeft),
        ("invariantViolations", report.InvariantViolations),
        ("booksDifferFromBroker", report.BooksDifferFromBroker)] is var counters ? counters.Where(counter => counter.Count > 0).Select(counter => $"{counter.Name} {counter.Count}") : [];
}
