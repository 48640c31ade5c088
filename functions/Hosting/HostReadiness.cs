using TradingFunctions.Api.Health;

namespace TradingFunctions.Hosting;

/// <summary>What has come up. Written by the start, read by the health check.</summary>
public sealed class HostReadiness(string mode, HostSetup setup) : IReadiness
{
    private volatile string? store = "The account's book is being opened.";
    private volatile string? reconciliation = "Waits for the store.";
    private volatile string? engine = "Waits for the reconciliation.";

    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Mode { get; } = mode;

    public HostSetup Setup { get; } = setup;

    /// <summary>Completes when requests can be answered.</summary>
    public Task Opened => opened.Task;

    /// <summary>Whether requests can be answered at all.</summary>
    public bool IsOpen => store is null;

    public bool IsReady => store is null && reconciliation is null && engine is null;

    public ReadinessPart[] Parts() => [Part("store", store), Part("reconciliation", reconciliation), Part("engine", engine)];

    public void StoreOpened()
    {
        store = null;
        opened.TrySetResult();
        reconciliation = "Books and broker are being compared.";
    }

    public void NotReconciled(string reason) => reconciliation = reason;

    public void Reconciled()
    {
        reconciliation = null;
        engine = engine is null ? null : "Takes up what it was doing.";
    }

    public void EngineStarted() => engine = null;

    public void Failed(string reason) => engine = reason;

    private static ReadinessPart Part(string name, string? waiting) => new(name, waiting is null, waiting);
}
