using System.Diagnostics;
using System.Text.Json;
using TradingFunctions.Chaos.Counting;
using TradingFunctions.Chaos.Crashes;
using TradingFunctions.Chaos.Hosting;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Signals;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.TestKit.Alpaca;
using TradingFunctions.TestKit.Stores;

namespace TradingFunctions.Chaos.Runs;

/// <summary>Trades one account through faults and deaths, then lets everything settle and takes stock of the host's books.</summary>
internal sealed class AccountRun(ChaosOptions options, AlpacaStubProcess stub, string directory, string key, long seed)
{
    private const int Deaths = 3;
    private const int StepsPerRun = 14;
    private const int StepsPerKill = 7;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StatePatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan OrderPatience = TimeSpan.FromMilliseconds(600);

    /// <summary>Between two orders that are to show that trading goes on.</summary>
    private static readonly TimeSpan ProofPause = TimeSpan.FromMilliseconds(500);

    private readonly Random random = new(unchecked((int)(seed * 31) ^ key.Select((c, i) => c * (i + 7)).Sum()));
    private readonly HostSetup setup = new(Path.Combine(directory, key), options.Broker, stub.Address, key);
    private readonly AccountStock stock = new(key);
    private ChaosHost? host;
    private int deaths;
    private bool isImmortal;

    /// <summary>Deaths inside this process, at steps of the host.</summary>
    public async Task<AccountStock> Crash()
    {
        await Open();
        foreach (var step in Script.Of(key, random, StepsPerRun))
        {
            await Surviving(current => Send(current, step));
            await Task.Delay(random.Next(10, 50));
        }

        await Finish();
        return stock;
    }

    /// <summary>Kills of a process that hosts the same services over the same files.</summary>
    public async Task<AccountStock> Kill(int kills)
    {
        await Open();
        isImmortal = true;
        for (var kill = 0; kill < kills; kill++)
        {
            await using (var loader = new ChaosHost(setup, CrashPlan.None, options.NewMutation()))
            {
                await loader.Ready;
                foreach (var step in Script.Of($"{key}-{kill}", random, StepsPerKill))
                {
                    await Send(loader, step);
                }
            }

            await HostProcess.RunAndKill(setup, random);
            stock.Kills.Add(DateTime.UtcNow);
        }

        await Finish();
        return stock;
    }

    private async Task Open()
    {
        Directory.CreateDirectory(setup.Directory);
        await stub.OpenAccount(key, cash: 1_000_000m, seed, Weather.Stormy);
    }

    /// <summary>Does something on the living host; if it dies meanwhile, on its successor again.</summary>
    private async Task Surviving(Func<ChaosHost, Task> act)
    {
        while (true)
        {
            host ??= new ChaosHost(setup, NextPlan(), options.NewMutation());
            try
            {
                await host.Ready.WaitAsync(Patience);
                await act(host);
                if (!host.Plan.IsDead)
                {
                    return;
                }
            }
            catch (Exception e) when (e is CrashException or BrokerException or TimeoutException or ObjectDisposedException)
            {
                if (!host.Plan.IsDead && e is TimeoutException)
                {
                    throw new InvalidOperationException($"{key}: the host did not become ready in {Patience}.", e);
                }
            }

            if (host.Plan.IsDead)
            {
                await Bury();
            }
        }
    }

    private async Task Bury()
    {
        if (host?.Plan.DiedAt is { } where)
        {
            stock.Crashes.Add((where, DateTime.UtcNow));
        }

        await host!.DisposeAsync();
        host = null;
    }

    private CrashPlan NextPlan() => isImmortal || deaths++ >= Deaths
        ? CrashPlan.None
        : new CrashPlan(random.Next(1, 4), random.Next(2) == 0, CrashPoints.All[random.Next(CrashPoints.All.Count)]);

    private async Task Send(ChaosHost current, Step step)
    {
        await Active(current);
        stock.Sent.Add(step.Signal.Id);
        if (step.NeedsLock || step.IsZombie)
        {
            await SendLocked(current, step);
            return;
        }

        await current.Get<SignalIntake>().Accept(step.Signal, CancellationToken.None);
        if (step.IsCanceled || step.IsReplaced)
        {
            var id = ClientOrderIds.Derive(setup.Account, HostSetup.Environment, step.Signal.Id.Value, "order");
            await Working(current, id);
            await (step.IsCanceled
                ? (Task)current.Get<TradeService>().CancelOrder(id, CancellationToken.None)
                : current.Get<OrderReplacer>().Replace(new ReplaceWish(id, LimitPrice: null, Quantity: null, "sooner"), CancellationToken.None));
        }
    }

    /// <summary>Waits until trading is active; not for long, since signals that come while it is not are part of it.</summary>
    private static async Task Active(ChaosHost current)
    {
        var waited = Stopwatch.StartNew();
        while (current.Get<AccountBook>().State.Ledger.State != TradingState.Active && waited.Elapsed < StatePatience)
        {
            current.Plan.ThrowIfDead("waiting");
            await Task.Delay(20);
        }
    }

    /// <summary>Waits until an order works; not for long, since it may have been denied.</summary>
    private static async Task Working(ChaosHost current, ClientOrderId id)
    {
        var waited = Stopwatch.StartNew();
        while (current.Get<AccountBook>().Known?.Live.GetValueOrDefault(id) is not { Stage: IntentStage.Confirmed } && waited.Elapsed < OrderPatience)
        {
            current.Plan.ThrowIfDead("waiting");
            await Task.Delay(10);
        }
    }

    /// <summary>The lock changes hands: the new holder's signal trades, the old one's must not.</summary>
    private async Task SendLocked(ChaosHost current, Step step)
    {
        var book = current.Get<IAccountBook>();
        var life = TimeSpan.FromMinutes(5);
        if (step.NeedsLock && await current.Get<ITradeService>().FindSignal(step.Signal.Id, CancellationToken.None) is null)
        {
            stock.OldToken = (await book.AcquireLock(Script.Locked, "old", life, reason: null, CancellationToken.None)).Token;
            await book.ReleaseLock(Script.Locked, "old", CancellationToken.None);
        }

        var token = (await book.AcquireLock(Script.Locked, "new", life, reason: null, CancellationToken.None)).Token;
        if (step.IsZombie)
        {
            stock.Zombies.Add(step.Signal.Id);
            token = stock.OldToken;
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(new TradeRequest(step.Signal, step.Signal.Id.Value, token), TradingJson.Default.TradeRequest);
        await current.Get<ISignalQueue>().Enqueue(step.Signal.Id.Value, body, SignalIntake.EntryPriority, CancellationToken.None);
    }

    /// <summary>The weather calms down, everything is finished, and one more order shows that trading goes on.</summary>
    private async Task Finish()
    {
        await stub.SetFaults(key, Weather.Calm);
        isImmortal = true;
        await Surviving(AllAnswered);
        await Bury();
        var waited = Stopwatch.StartNew();
        for (var attempt = 0; !stock.HasResumed && (attempt == 0 || waited.Elapsed < Patience); attempt++)
        {
            await Task.Delay(attempt == 0 ? TimeSpan.Zero : ProofPause);
            var proof = Script.Proof(key, attempt);
            stock.Sent.Add(proof.Id);
            await Surviving(async current =>
            {
                await current.Get<SignalIntake>().Accept(proof, CancellationToken.None);
                await AllAnswered(current);
                var answer = (await current.Get<TradeService>().FindSignal(proof.Id, CancellationToken.None))?.Answer;
                stock.Proof = answer is null ? "never answered" : $"{answer.Status} {string.Join(' ', (answer.Denials ?? []).Select(denial => $"{denial.Code} {denial.Input} {denial.Detail}"))}";
                stock.HasResumed = answer?.Status is TradeStatus.Working or TradeStatus.Executed or TradeStatus.PartiallyFilled;
            });
        }

        await Surviving(Settled);
        await stock.Take(host!, setup);
        await host!.DisposeAsync();
        await stub.CloseAccount(key);
        if (options.Directory is null)
        {
            Directory.Delete(setup.Directory, recursive: true);
        }
    }

    /// <summary>Waits until the queue is empty, or its patience ends: what is missing is counted.</summary>
    private static async Task AllAnswered(ChaosHost current)
    {
        var waited = Stopwatch.StartNew();
        while (await current.Queue.NextVisible(CancellationToken.None) is not null && waited.Elapsed < Patience)
        {
            current.Plan.ThrowIfDead("waiting");
            await Task.Delay(20);
        }
    }

    /// <summary>Waits until no order is unfinished and books and broker have agreed twice. An order at the market is about to fill: what is counted before that is not the end.</summary>
    private static async Task Settled(ChaosHost current)
    {
        var waited = Stopwatch.StartNew();
        var agreed = 0;
        while (agreed < 2 && waited.Elapsed < Patience)
        {
            var left = await current.Get<IntentSweeper>().SweepOnce(CancellationToken.None);
            var report = await current.Get<Reconciler>().Run(CancellationToken.None);
            var isStill = left == 0 && current.Get<AccountBook>().State.Live.Values.All(order => order.Terms.Type != OrderType.Market);
            agreed = isStill && report is { Passed: true, Differences.Length: 0 } ? agreed + 1 : 0;
            if (agreed < 2)
            {
                await Task.Delay(50);
            }
        }
    }
}
