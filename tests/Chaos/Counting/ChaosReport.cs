using System.Text.Json.Serialization;
using TradingFunctions.AlpacaStub.Faults;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Chaos.Counting;

/// <summary>The result, counted from the stub's journal. The last five counters must be 0.</summary>
/// <param name="Orders">Taken by the broker, exit legs apart.</param>
/// <param name="Reductions">Times that an open circuit moved trading to reducing; a person made it active again.</param>
/// <param name="Replacements">Orders at the broker that took another one's place.</param>
/// <param name="CrashPoints">Deaths in the process by step: just before it took effect, or just after.</param>
/// <param name="Failures">The first things that were wrong, in words.</param>
internal sealed record ChaosReport(
    int Runs,
    int Orders,
    int Filled,
    int Kills,
    int Crashes,
    int Reductions,
    int Replacements,
    double Seconds,
    SortedDictionary<string, int> CrashPoints,
    SortedDictionary<string, int> Faults,
    int DuplicateOrders,
    int LostOrders,
    int UnresolvedLeft,
    int InvariantViolations,
    int BooksDifferFromBroker,
    string[] Failures)
{
    private const int MostFailures = 20;
    private const int OrdersPerRun = 10;

    /// <summary>A fault class strikes at least once in so many runs.</summary>
    private const int RunsPerFault = 8;

    [JsonIgnore]
    public bool IsClean => DuplicateOrders + LostOrders + UnresolvedLeft + InvariantViolations + BooksDifferFromBroker == 0;

    /// <summary>What happened too seldom for the zeros to mean something; empty if nothing.</summary>
    public IEnumerable<string> Shortfalls()
    {
        if (Orders < Runs * OrdersPerRun)
        {
            yield return $"{Orders} orders, {Runs * OrdersPerRun} are needed";
        }

        if (Filled < Orders / 2)
        {
            yield return $"{Filled} of {Orders} orders filled, half are needed";
        }

        foreach (var kind in Enum.GetNames<FaultKind>().Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName))
        {
            if (Faults.GetValueOrDefault(kind) < Runs / RunsPerFault)
            {
                yield return $"{kind} struck {Faults.GetValueOrDefault(kind)} times, {Runs / RunsPerFault} are needed";
            }
        }
    }

    public static ChaosReport Of(ChaosOptions options, Dictionary<string, CountedAccount> journal, IReadOnlyList<AccountStock> stocks, TimeSpan elapsed)
    {
        var accounts = stocks.Select(stock => journal[stock.Key]).ToList();
        var own = accounts.SelectMany(account => account.Orders.Values).Where(order => order.Taken.Parent is null).ToList();
        var verdicts = stocks.Select(stock => (stock.Key, Verdict: AccountVerdict.Of(stock, journal[stock.Key]))).ToList();
        return new ChaosReport(
            options.Runs,
            own.Count,
            own.Count(order => order.Filled == order.Taken.Qty),
            stocks.Sum(stock => stock.Kills.Count),
            stocks.Sum(stock => stock.Crashes.Count),
            stocks.Sum(stock => stock.StateChanges.Count(change => change.To == TradingState.Reducing)),
            stocks.Sum(stock => stock.Orders.Values.Count(order => order.Replaces is not null && journal[stock.Key].Orders.ContainsKey(order.Id.Value))),
            Math.Round(elapsed.TotalSeconds, 1),
            Sum(stocks.SelectMany(stock => stock.Crashes).Select(crash => (crash.Where, 1))),
            Sum(accounts.SelectMany(account => account.Faults).Select(pair => (pair.Key, pair.Value))),
            verdicts.Sum(account => account.Verdict.Duplicates.Count),
            verdicts.Sum(account => account.Verdict.Lost.Count),
            verdicts.Sum(account => account.Verdict.Unresolved.Count),
            verdicts.Sum(account => account.Verdict.Violations.Count),
            verdicts.Sum(account => account.Verdict.Differences.Count),
            [.. verdicts.SelectMany(account => account.Verdict.All.Select(entry => $"{account.Key} {entry}")).Take(MostFailures)]);
    }

    private static SortedDictionary<string, int> Sum(IEnumerable<(string Name, int Count)> counts)
    {
        var sums = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, count) in counts)
        {
            sums[name] = sums.GetValueOrDefault(name) + count;
        }

        return sums;
    }
}

/// <param name="CaughtBy">Counters that were not 0; none if the mistake survived.</param>
internal sealed record MutantReport(string Mutant, string[] CaughtBy, string[] Failures);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(ChaosReport))]
[JsonSerializable(typeof(MutantReport[]))]
internal sealed partial class ReportJson : JsonSerializerContext;
