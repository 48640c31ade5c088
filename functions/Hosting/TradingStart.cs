using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Hosting;

/// <summary>Opens the books and makes them agree with the broker: nothing is traded before.</summary>
public sealed class TradingStart(AccountBook book, Reconciler reconciler, HostReadiness readiness, TimeProvider clock, ILogger<TradingStart> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>A reconciliation takes several requests of a budget that exits need.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>What is left of an earlier reconciliation's life for another host to rely on it.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromHours(1);

    public async Task OpenBooks(CancellationToken cancellationToken)
    {
        await book.Open(cancellationToken);
        readiness.StoreOpened();
    }

    /// <summary>Reconciles until it passes, the pause between doubling up to half a minute.</summary>
    public async Task ReconcileUntilPassed(CancellationToken cancellationToken)
    {
        for (var pause = Pause; !await Reconcile(cancellationToken); pause = pause < LongestPause ? pause * 2 : pause)
        {
            await Task.Delay(pause, cancellationToken);
        }
    }

    /// <summary>Reconciles, unless another host has done so lately: one of many that start with the load need not ask the broker again.</summary>
    public async Task ReconcileUnlessRecent(CancellationToken cancellationToken)
    {
        if ((await book.Open(cancellationToken)).Ledger.ReconciledUntilUtc - clock.GetUtcNow().UtcDateTime > Reserve)
        {
            readiness.Reconciled();
            return;
        }

        await ReconcileUntilPassed(cancellationToken);
    }

    /// <returns>Whether it passed.</returns>
    public async Task<bool> Reconcile(CancellationToken cancellationToken)
    {
        var report = await reconciler.Run(cancellationToken);
        var differences = report.Differences.Length == 0 ? "none" : string.Join("; ", report.Differences);
        if (report.Passed)
        {
            log.Reconciled(differences);
            readiness.Reconciled();
        }
        else
        {
            log.NotReconciled(differences);
            readiness.NotReconciled(differences);
        }

        return report.Passed;
    }
}
