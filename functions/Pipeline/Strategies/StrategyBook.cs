using System.Collections.Concurrent;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Domain.Strategies;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Pipeline.Strategies;

/// <summary>The strategies as they are set up now, asked by monitors; and those that the host has switched off because of what they did.</summary>
/// <remarks>
/// Checks of one instant all see the strategy that threw in one of them, so that the order of the threads does not matter; from the next instant on it is off. One
/// that overran is off at once.
/// </remarks>
/// <param name="wallClock">Measures evaluations.</param>
/// <param name="elder">A book whose faults this one knows too, as they come; null for a book of its own.</param>
public sealed class StrategyBook(StrategyCatalog catalog, PipelineSettings settings, TimeProvider wallClock, StrategyBook? elder = null) : IStrategyReader
{
    /// <summary>Strategies that run at most: each takes up to three of a plan's 32 triggers, besides the planner's own.</summary>
    public const int MaxRunning = 6;

    private const int MaxReason = 200;

    private readonly ConcurrentDictionary<StrategyId, StrategyFault> faults = elder?.faults ?? new();
    private readonly ConcurrentQueue<StrategyFault> unreported = new();
    private volatile Setup current = SetUp(catalog, settings, settings.Strategies, before: null);

    public StrategyCatalog Catalog => catalog;

    /// <summary>Name that the planner trades under.</summary>
    public StrategyId Planner => settings.Planner.Strategy;

    /// <summary>All strategies that are known or listed, by name.</summary>
    public IReadOnlyCollection<StrategyEntry> Entries => current.Entries.Values;

    /// <summary>Nothing but the planner runs, and nothing else has to be asked.</summary>
    public bool IsIdle => current.IsIdle;

    /// <summary>Whether a strategy was switched off that nobody has been told of.</summary>
    public bool HasUnreported => !unreported.IsEmpty;

    public StrategyEntry? Find(StrategyId id) => current.Entries.GetValueOrDefault(id);

    public StrategyFault? FaultOf(StrategyId id) => faults.GetValueOrDefault(id);

    /// <summary>Puts another configuration in force.</summary>
    public void Apply(IReadOnlyList<StrategyOptions> options) => current = SetUp(catalog, settings, options, current);

    /// <summary>What runs on a symbol.</summary>
    /// <param name="opener">Strategy that opened its position, if any: it looks after it even when it is switched off.</param>
    public StrategySelection SelectionFor(Symbol symbol, StrategyId? opener) => IsIdle
        ? StrategySelection.PlannerOnly
        : new StrategySelection(
            current.PlannerEnters,
            [.. Entries.Where(entry => entry.Strategy is not null && (entry.Id == opener || (entry.IsEnabled && entry.RunsOn(symbol)))).Select(entry => new PlannedStrategy(entry.Id, entry.Options?.AllowShort == true))]);

    /// <summary>Whom a check of the plan asks; null where there is nothing to ask.</summary>
    public IStrategyReader? ReaderFor(MonitoringPlan plan) => HasSomethingToAsk(plan) ? this : null;

    public bool Enters(StrategyId strategy, DateTime atUtc) => MayEnter(strategy) && !IsOff(strategy, atUtc);

    public bool LooksAfter(StrategyId strategy, DateTime atUtc) => IsReady(strategy) && !IsOff(strategy, atUtc);

    public StrategySignal? Read(StrategyId strategy, Symbol symbol, in BarWindow bars, in PositionContext position, DateTime atUtc)
    {
        if (Find(strategy) is not { Strategy: not null } entry || IsOff(strategy, atUtc))
        {
            return null;
        }

        try
        {
            var since = wallClock.GetTimestamp();
            var signal = Ask(entry, symbol, bars, position);
            entry.Statistics.Add(wallClock.GetElapsedTime(since));
            return signal;
        }
        catch (Exception e)
        {
            var (kind, message) = e is StrategyFaultException fault ? (fault.Kind, fault.Message) : (FaultKind.Threw, $"{e.GetType().Name}: {e.Message}");
            SwitchOff(new StrategyFault(strategy, kind, atUtc, symbol, Shown(message)));
            return null;
        }
    }

    /// <summary>As <see cref="ReaderFor"/>, for whoever looks again at what was: nothing is counted, nothing is switched off.</summary>
    public IStrategyReader? SecondReaderFor(MonitoringPlan plan) => HasSomethingToAsk(plan) ? new SecondLook(this) : null;

    /// <summary>The same strategies as new objects, with the same faults: one that overran can be asked again there what it had answered before.</summary>
    public StrategyBook Afresh() => new(catalog, settings, wallClock, this);

    /// <summary>Whether an alert of a strategy's trigger was raised in the very instant in which the strategy overran: other symbols may have been asked before, or not any more.</summary>
    public bool IsUnsure(string trigger, DateTime atUtc)
    {
        foreach (var (strategy, fault) in faults)
        {
            if (fault.Kind == FaultKind.Overran && fault.AtUtc == atUtc && trigger.StartsWith(strategy.Value + ".", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Faults that the store has, as far as this host knows.</summary>
    public IReadOnlyList<StrategyFault> Stored => [.. faults.Values.Except(unreported)];

    /// <summary>Takes over which strategies are switched off by what the store says: by an earlier start, by another host, or not any more.</summary>
    /// <param name="stored">What the store has.</param>
    /// <param name="before"><see cref="Stored"/> from before the store was read: what came since is not in it and must not be forgotten.</param>
    public void Remember(IReadOnlyCollection<StrategyFault> stored, IReadOnlyCollection<StrategyFault> before)
    {
        foreach (var fault in stored)
        {
            faults.TryAdd(fault.Strategy, fault);
        }

        foreach (var gone in before.Where(known => stored.All(fault => fault.Strategy != known.Strategy)))
        {
            Forgive(gone.Strategy);
        }
    }

    /// <summary>Forgets why a strategy was switched off: it runs again.</summary>
    public void Forgive(StrategyId strategy) => faults.TryRemove(strategy, out _);

    /// <summary>Strategies that were switched off and that nobody has been told of.</summary>
    public IReadOnlyList<StrategyFault> Unreported => [.. unreported];

    /// <summary>The oldest of <see cref="Unreported"/> is known to people now.</summary>
    public void Reported() => unreported.TryDequeue(out _);

    private bool HasSomethingToAsk(MonitoringPlan plan) => !IsIdle || Array.Exists(plan.Triggers, trigger => trigger.Strategy is not null);

    private bool MayEnter(StrategyId strategy) => strategy == Planner ? current.PlannerEnters : Find(strategy) is { Strategy: not null, IsEnabled: true };

    private bool IsReady(StrategyId strategy) => Find(strategy) is { Strategy: not null };

    private void SwitchOff(StrategyFault fault)
    {
        if (faults.TryAdd(fault.Strategy, fault))
        {
            unreported.Enqueue(fault);
        }
    }

    private bool IsOff(StrategyId strategy, DateTime atUtc) =>
        faults.TryGetValue(strategy, out var fault) && (fault.Kind == FaultKind.Overran || atUtc > fault.AtUtc);

    private static StrategySignal Ask(StrategyEntry entry, Symbol symbol, in BarWindow bars, in PositionContext position)
    {
        var signal = CheckedStrategy.Checked(entry.Strategy!.Evaluate(new StrategyInput(symbol, bars.First(bars.Count, entry.RequiredBars), position)));
        return signal.Action == SignalAction.Hold || IsPlain(signal.Reason) ? signal : signal with { Reason = Shown(signal.Reason) };
    }

    private static bool IsPlain(string text) => text.Length <= MaxReason && !text.Any(char.IsControl);

    private static string Shown(string text) =>
        IsPlain(text) ? text : string.Concat(text.Take(MaxReason).Select(c => char.IsControl(c) ? ' ' : c));

    /// <summary>Whether another strategy may be enabled besides those that are.</summary>
    public bool HasRoomFor(StrategyId id) => Entries.Count(entry => entry.Id != id && entry is { IsEnabled: true, Strategy: not null }) < MaxRunning;

    private static Setup SetUp(StrategyCatalog catalog, PipelineSettings settings, IReadOnlyList<StrategyOptions> options, Setup? before)
    {
        var listed = options.ToDictionary(one => one.Id);
        var entries = new SortedDictionary<StrategyId, StrategyEntry>();
        var running = 0;
        foreach (var id in catalog.All.Select(known => known.Definition.Id).Union(listed.Keys).Where(id => id != settings.Planner.Strategy).Order())
        {
            var own = listed.GetValueOrDefault(id);
            var known = own?.Class is { } name ? catalog.FindClass(name) : catalog.Find(id);
            var entry = StrategyEntry.Of(id, own, known, before?.Entries.GetValueOrDefault(id));
            var runs = entry is { IsEnabled: true, Strategy: not null };
            running += runs ? 1 : 0;
            entries[id] = runs && running > MaxRunning ? entry.Unfit($"At most {MaxRunning} strategies run at a time.") : entry;
        }

        return new Setup(entries, listed.GetValueOrDefault(settings.Planner.Strategy)?.Enabled != false, entries.Values.All(entry => !entry.IsEnabled || entry.Strategy is null));
    }

    private sealed record Setup(SortedDictionary<StrategyId, StrategyEntry> Entries, bool PlannerEnters, bool NothingEnabled)
    {
        public bool IsIdle { get; } = PlannerEnters && NothingEnabled;
    }

    private sealed class SecondLook(StrategyBook book) : IStrategyReader
    {
        public bool Enters(StrategyId strategy, DateTime atUtc) => book.MayEnter(strategy) && !WasOff(strategy, atUtc);

        public bool LooksAfter(StrategyId strategy, DateTime atUtc) => book.IsReady(strategy) && !WasOff(strategy, atUtc);

        public StrategySignal? Read(StrategyId strategy, Symbol symbol, in BarWindow bars, in PositionContext position, DateTime atUtc)
        {
            if (WasOff(strategy, atUtc) || book.Find(strategy) is not { Strategy: not null } entry)
            {
                return null;
            }

            try
            {
                return Ask(entry, symbol, bars, position);
            }
            catch (Exception)
            {
                return null;
            }
        }

        /// <summary>What overran is not asked again what it did not answer.</summary>
        private bool WasOff(StrategyId strategy, DateTime atUtc) =>
            book.faults.TryGetValue(strategy, out var fault) && (fault.Kind == FaultKind.Overran ? atUtc >= fault.AtUtc : atUtc > fault.AtUtc);
    }
}
