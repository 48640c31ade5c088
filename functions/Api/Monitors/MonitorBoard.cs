using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Runs;

namespace TradingFunctions.Api.Monitors;

/// <summary>The monitors of a run, as their orchestrations show themselves.</summary>
public sealed class MonitorBoard(RunStore runs, IOrchestrationClient client)
{
    private const int PageSize = 500;

    /// <summary>Monitors of the newest run, by symbol and start; none before the first run.</summary>
    /// <param name="withTrouble">Whether what failed is read too: not for those who ask many times a second.</param>
    public async Task<(RunDocument? Run, IReadOnlyList<MonitorAnswer> Monitors)> Newest(bool withTrouble, CancellationToken cancellationToken) =>
        await runs.LatestRun(cancellationToken) is { } run ? (run, await Of(run.Run, withTrouble, cancellationToken)) : (null, []);

    public async Task<IReadOnlyList<MonitorAnswer>> Of(RunId run, bool withTrouble, CancellationToken cancellationToken)
    {
        var failures = withTrouble ? await Failures(run, cancellationToken) : [];
        var monitors = new List<MonitorAnswer>();
        string? after = null;
        do
        {
            var page = await client.List(new InstanceQuery(IdPrefix: $"monitor-{run}-", After: after, Limit: PageSize), cancellationToken);
            monitors.AddRange(page.Items.Select(instance => MonitorAnswer.Of(run, instance, failures.GetValueOrDefault(instance.InstanceId))).OfType<MonitorAnswer>());
            after = page.Next;
        }
        while (after is not null);
        return [.. monitors.OrderBy(monitor => monitor.Symbol).ThenBy(monitor => monitor.InstanceId, StringComparer.Ordinal)];
    }

    private async Task<Dictionary<string, FailureDocument>> Failures(RunId run, CancellationToken cancellationToken)
    {
        var failures = new Dictionary<string, FailureDocument>(StringComparer.Ordinal);
        await foreach (var failure in runs.ListFailures(run, cancellationToken))
        {
            // The end of a monitor is its last word.
            if (!failures.TryGetValue(failure.Failure.InstanceId, out var known) || known.Failure.Check > 0)
            {
                failures[failure.Failure.InstanceId] = failure;
            }
        }

        return failures;
    }
}
