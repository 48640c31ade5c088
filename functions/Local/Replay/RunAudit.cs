using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Infra.Files;
using TradingFunctions.Pipeline;
using TradingFunctions.Pipeline.Decisions;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Strategies;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Local.Replay;

/// <summary>
/// Goes through the runs of a replay: counts them, collects their decisions and finds their alerts a second time. Finished runs are read on a core of their own while
/// later ones are still replayed; whatever is left is read at the end.
/// </summary>
internal sealed class RunAudit(ReplayHost host, BarFileContents bars, IReadOnlyList<Session> sessions, CancellationToken cancellationToken) : IAsyncDisposable
{
    /// <summary>Timelines are built anew for every batch of runs.</summary>
    private const int SessionsAtOnce = 64;

    /// <summary>An order's first event may come in the session after it was sent: runs are read when the exchange has nothing more to say of them.</summary>
    private const int SessionsBehind = 3;

    private readonly RunStore runs = host.Get<RunStore>();
    private readonly PipelineSettings settings = host.Get<PipelineSettings>();
    private readonly DecisionLogReader decisions = host.Get<DecisionLogReader>();
    private readonly AlertRecount recount = new(bars.Series, bars.Period, host.Get<PipelineSettings>(), host.Get<RunStore>(), host.Get<StrategyBook>().Afresh());
    private readonly string environment = host.Get<TradeOptions>().Environment;
    private readonly ExchangeTimelines timelines = new(host.Exchange);
    private readonly HashSet<RunId> seen = [];
    private Task reading = Task.CompletedTask;
    private int ended;
    private int read;

    public RunTally Tally { get; } = new();

    public DecisionLog Log { get; } = new();

    /// <summary>Alerts that are in the store and not in the bars, or the other way round.</summary>
    public long Lost { get; private set; }

    /// <summary>Virtual time has come this far.</summary>
    public void Passed(DateTime nowUtc)
    {
        while (ended < sessions.Count && sessions[ended].CloseUtc < nowUtc)
        {
            ended++;
        }

        if (ended - SessionsBehind - read >= SessionsAtOnce && reading.IsCompletedSuccessfully)
        {
            var until = ended - SessionsBehind;
            reading = Task.Run(() => ReadFinished(until), cancellationToken);
        }
    }

    /// <summary>Reads what is left.</summary>
    public async Task Complete()
    {
        await reading;
        var known = await timelines.Read(cancellationToken);
        await foreach (var run in runs.ListRuns(cancellationToken))
        {
            if (!seen.Contains(run.Run))
            {
                await Read(run, known);
            }
        }

        await decisions.ReadAccount(Log, cancellationToken);
    }

    /// <summary>Waits for what is being read: the store is about to be closed.</summary>
    public async ValueTask DisposeAsync() => await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task ReadFinished(int until)
    {
        var known = await timelines.Read(cancellationToken);
        for (; read < until; read++)
        {
            var run = await runs.FindRun(InstanceIds.Run(settings.Account, sessions[read].Date), cancellationToken);
            if (run is { Result: null })
            {
                // In order: what comes after it may follow its plans.
                return;
            }

            if (run is not null)
            {
                await Read(run, known);
            }
        }
    }

    private async Task Read(RunDocument run, IReadOnlyDictionary<Symbol, ExchangeTimeline> known)
    {
        seen.Add(run.Run);
        var records = await decisions.ReadRun(Log, run.Run, cancellationToken);
        Tally.Add(run, records);
        Lost += await recount.CountLost(run, records, known, environment, cancellationToken);
    }
}
