using System.Globalization;
using System.Text;

namespace TradingFunctions.Chaos.Counting;

/// <summary>The results as text.</summary>
internal static class ReportText
{
    public static string Of(ChaosReport report)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{report.Runs} runs, {report.Orders} orders, {report.Filled} filled, {report.Crashes} crashes, {report.Kills} kills, {report.Reductions} reductions, {report.Replacements} replacements in {report.Seconds:0} s");
        text.AppendLine("crash points  " + string.Join(", ", report.CrashPoints.Select(pair => $"{pair.Key} {pair.Value}")));
        text.AppendLine("faults        " + string.Join(", ", report.Faults.Select(pair => $"{pair.Key} {pair.Value}")));
        text.AppendLine(CultureInfo.InvariantCulture, $"duplicate orders         {report.DuplicateOrders}");
        text.AppendLine(CultureInfo.InvariantCulture, $"lost orders              {report.LostOrders}");
        text.AppendLine(CultureInfo.InvariantCulture, $"unresolved left          {report.UnresolvedLeft}");
        text.AppendLine(CultureInfo.InvariantCulture, $"invariant violations     {report.InvariantViolations}");
        text.Append(CultureInfo.InvariantCulture, $"books differ from broker {report.BooksDifferFromBroker}");
        foreach (var failure in report.Failures)
        {
            text.AppendLine().Append("  ").Append(failure);
        }

        return text.ToString();
    }

    public static string Of(IReadOnlyList<MutantReport> mutants) => string.Join(
        Environment.NewLine, mutants.Select(mutant => $"{mutant.Mutant,-24} {(mutant.CaughtBy.Length == 0 ? "SURVIVED" : "caught by " + string.Join(", ", mutant.CaughtBy))}"));
}
