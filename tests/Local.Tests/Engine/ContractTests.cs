using TradingFunctions.TestKit.Orchestrations;

namespace TradingFunctions.Local.Tests.Engine;

public sealed class ContractOnTheLiveEngineTests : OrchestrationContract
{
    protected override Task<IOrchestrationHost> Open() => Task.FromResult<IOrchestrationHost>(new LiveHost(ContractScripts.Catalog));
}

/// <summary>Every turn replays the history first.</summary>
public sealed class ContractWithReplayAtEveryTurnTests : OrchestrationContract
{
    protected override Task<IOrchestrationHost> Open() =>
        Task.FromResult<IOrchestrationHost>(new LiveHost(ContractScripts.Catalog, options => options with { MaxResidentInstances = 0 }));
}

/// <summary>Every commit brings the tables up to date.</summary>
public sealed class ContractWithFlushAtEveryCommitTests : OrchestrationContract
{
    protected override Task<IOrchestrationHost> Open() =>
        Task.FromResult<IOrchestrationHost>(new LiveHost(ContractScripts.Catalog, options => options with { JournalBytes = 1, MaxResidentInstances = 0 }));
}

public sealed class ContractInVirtualTimeTests : OrchestrationContract
{
    protected override Task<IOrchestrationHost> Open() => Task.FromResult<IOrchestrationHost>(new VirtualHost(ContractScripts.Catalog));
}
