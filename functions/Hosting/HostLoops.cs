namespace TradingFunctions.Hosting;

/// <summary>Runs the host's loops side by side: one that fails tries again, one that cannot go on ends the host.</summary>
public sealed class HostLoops(ILogger log)
{
    private readonly List<Task> loops = [];

    /// <summary>Runs something again and again, a pause between.</summary>
    /// <param name="pause">On <paramref name="clock"/>; after a failure at least a second of the wall's.</param>
    public void Every(string name, TimeSpan pause, TimeProvider clock, Func<CancellationToken, Task> work, CancellationToken cancellationToken) =>
        loops.Add(Repeat(name, pause, clock, work, cancellationToken));

    /// <summary>Runs something that ends only when it is cancelled.</summary>
    public void Always(string name, Func<CancellationToken, Task> work, CancellationToken cancellationToken) =>
        Every(name, TimeSpan.FromMilliseconds(10), TimeProvider.System, work, cancellationToken);

    /// <summary>Completes when all loops have ended.</summary>
    public Task Ended() => Task.WhenAll(loops);

    private async Task Repeat(string name, TimeSpan pause, TimeProvider clock, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        await Task.Yield();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await work(cancellationToken);
                await Task.Delay(pause, clock, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LoopFailed(name, e.Message, e);
                await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);
            }
        }
    }
}
