using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Runs;

namespace TradingFunctions.Pipeline.Trading.States;

/// <summary>Keeps the locks of monitors that run: one whose checks are slow does not lose its symbol, and one that is gone does after the lock's time to live.</summary>
/// <remarks>A monitor renews at its checks, too; this is what does it between them. Run every <c>monitoring.lockHeartbeat</c> of the market's time.</remarks>
public sealed class LockHeartbeat(AccountBook book, RunStore runs, IOrchestrationClient client, PipelineSettings settings, TimeProvider clock)
{
    private const string Prefix = "monitor:";

    /// <summary>Renews what has less than half its time to live left.</summary>
    /// <returns>How many locks were renewed.</returns>
    public async Task<int> Beat(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var state = await book.Loaded(cancellationToken);
        var due = state.Symbols.Values.Where(held => held.IsActive && IsDue(held.Lock, now)).Select(held => held.Lock!).ToList();
        if (due.Count == 0 || await runs.LatestRun(cancellationToken) is not { } run)
        {
            return 0;
        }

        var renewed = 0;
        foreach (var held in due)
        {
            if (await IsRunning(InstanceIds.Monitor(run.Run, held.Symbol, start: 1), cancellationToken))
            {
                await book.AcquireLock(held.Symbol, held.Owner!, settings.LockTimeToLive, reason: null, cancellationToken);
                renewed++;
            }
        }

        return renewed;
    }

    private bool IsDue(SymbolLock? held, DateTime nowUtc) =>
        held?.Owner?.StartsWith(Prefix, StringComparison.Ordinal) == true && held.IsHeldAt(nowUtc) && held.ExpiresUtc - nowUtc < settings.LockTimeToLive / 2;

    /// <summary>The symbol's monitor, or the one that replaced it.</summary>
    private async Task<bool> IsRunning(string first, CancellationToken cancellationToken)
    {
        var page = await client.List(new InstanceQuery(Status: InstanceStatus.Running, IdPrefix: first, Limit: 10), cancellationToken);
        // Another ticker may begin with this one: a replacement's id goes on with a number.
        return page.Items.Any(instance => instance.InstanceId.Length == first.Length || (instance.InstanceId[first.Length] == '-' && int.TryParse(instance.InstanceId.AsSpan(first.Length + 1), out _)));
    }
}
