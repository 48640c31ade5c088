using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Strategies;

/// <summary>The strategies while the hosts run: shown, changed by an operator with audit rows, and put in force on this host at once.</summary>
/// <remarks>
/// Another host's changes come into force here at the next <see cref="Refresh"/>. A change and its record are one transaction; the audit rows are made from the
/// record, again at the next start if the host died between the two.
/// </remarks>
public sealed class StrategyDesk(
    DynamicConfiguration configuration, StrategyBook book, StrategyFaults faults, StrategyPlans plans, StrategySwitchDesk switches, StrategyPerformance performance, LimitDesk limits, AccountBook account, AuditTrail audit, INotifier notifier, ILogger<StrategyDesk> log)
{
    private const string Section = DynamicSectionRules.Strategies;
    private const int RecoveredRows = 50;
    private const int Attempts = 5;

    /// <summary>Takes over what is stored, and says which strategies cannot run. Call it once, before the pipeline starts.</summary>
    public async Task Start(CancellationToken cancellationToken)
    {
        await RecordChanges(RecoveredRows, cancellationToken);
        await TakeOver(cancellationToken);
        foreach (var refused in book.Catalog.Refused)
        {
            log.PlugInRefused(refused.Assembly, refused.Class ?? "-", refused.Reason);
        }

        foreach (var entry in book.Entries.Where(entry => entry is { IsEnabled: true, Problem: not null }))
        {
            log.StrategyUnavailable(entry.Id, entry.Problem!);
            await notifier.Notify(
                new Notification(Severity.Critical, $"strategy-unavailable:{entry.Id}", $"Strategy {entry.Id} cannot run", entry.Problem!), cancellationToken);
        }
    }

    /// <summary>Puts in force what the store says, in the plans too. Call it every few seconds.</summary>
    public async Task Refresh(CancellationToken cancellationToken)
    {
        await TakeOver(cancellationToken);
        await plans.Restate(cancellationToken);
    }

    public async Task<StrategyList> List(CancellationToken cancellationToken)
    {
        var options = await Stored(cancellationToken);
        var figures = await performance.Read(cancellationToken);
        var ledger = (await account.Open(cancellationToken)).Ledger;
        var views = book.Entries.Select(entry => entry.Id).Append(book.Planner).Union(figures.Keys.Where(name => name != Domain.Performance.DayClosing.Nobody).Select(name => new StrategyId(name)))
            .Order().Select(id => View(id, Array.Find(options, one => one.Id == id), figures, ledger.Activity(id)) with { Schema = null });
        return new StrategyList([.. views], book.Catalog.Refused);
    }

    /// <returns>Null where there is no such strategy.</returns>
    public async Task<StrategyView?> Find(StrategyId id, CancellationToken cancellationToken)
    {
        var options = await Stored(cancellationToken);
        var figures = await performance.Read(cancellationToken);
        return IsThere(id, figures)
            ? View(id, Array.Find(options, one => one.Id == id), figures, (await account.Open(cancellationToken)).Ledger.Activity(id))
            : null;
    }

    /// <summary>Changes how a strategy runs. Enabling one that the host or the gate switched off lets it run again.</summary>
    /// <param name="change">Members of the options by name; null unsets.</param>
    /// <param name="etag">As read.</param>
    public async Task<StrategyChange> Change(StrategyId id, JsonObject change, string etag, PersonAct act, CancellationToken cancellationToken)
    {
        if (!IsThere(id, await performance.Read(cancellationToken)))
        {
            return StrategyChange.Refused(StrategyChangeStatus.NotFound, "name", $"There is no strategy {id}; there are {string.Join(", ", book.Entries.Select(entry => entry.Id).Append(book.Planner).Order())}.");
        }

        if (!limits.IsOperator(act))
        {
            return StrategyChange.Refused(StrategyChangeStatus.Forbidden, LimitDesk.CallerName, $"{act.By} is none of riskControl.operators.");
        }

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await TryChange(id, change, etag, act, cancellationToken) is { } done)
            {
                return done;
            }
        }

        return new StrategyChange(StrategyChangeStatus.Changed, []);
    }

    /// <returns>Null where another strategy was changed meanwhile.</returns>
    private async Task<StrategyChange?> TryChange(StrategyId id, JsonObject change, string etag, PersonAct act, CancellationToken cancellationToken)
    {
        var section = await configuration.Read(Section, cancellationToken);
        var all = section.Section.Value.Deserialize(ConfigurationJson.Default.StrategyOptionsArray)!;
        var before = Array.Find(all, one => one.Id == id);
        var fault = book.FaultOf(id);
        var activity = (await account.Open(cancellationToken)).Ledger.Activity(id);
        if (!string.Equals(StrategyViews.ETagOf(before, fault, activity), etag, StringComparison.Ordinal))
        {
            return new StrategyChange(StrategyChangeStatus.Changed, []);
        }

        var (after, errors) = StrategyPatch.Apply(before ?? Unlisted(id), change, book.Find(id)?.Known);
        if (after is null)
        {
            return new StrategyChange(StrategyChangeStatus.Invalid, errors);
        }

        if (after.Enabled && book.Find(id) is { Known: not null } && !book.HasRoomFor(id))
        {
            return StrategyChange.Refused(StrategyChangeStatus.Invalid, "enabled", $"At most {StrategyBook.MaxRunning} strategies run at a time: switch another one off first.");
        }

        if (!Same(before ?? Unlisted(id), after))
        {
            StrategyOptions[] next = [.. all.Where(one => one.Id != id), after];
            var value = JsonSerializer.SerializeToNode(next.OrderBy(one => one.Id).ToArray(), ConfigurationJson.Default.StrategyOptionsArray)!;
            var update = await configuration.Update(Section, value, section.ETag, act.By.Value, act.Reason, cancellationToken);
            if (update.Status != UpdateStatus.Done)
            {
                return update.Status == UpdateStatus.Changed ? null : new StrategyChange(StrategyChangeStatus.Invalid, update.Errors);
            }

            await RecordChanges(1, cancellationToken);
        }

        if (change["enabled"]?.GetValueKind() == JsonValueKind.True)
        {
            await LetRun(id, fault, activity, act, cancellationToken);
        }

        await limits.Refresh(cancellationToken);
        await Refresh(cancellationToken);
        return new StrategyChange(StrategyChangeStatus.Done, [], await Find(id, cancellationToken));
    }

    private async Task LetRun(StrategyId id, StrategyFault? fault, StrategyActivity? activity, PersonAct act, CancellationToken cancellationToken)
    {
        if (fault is not null)
        {
            await faults.Forgive(fault, act, cancellationToken);
        }

        if (activity?.HaltedUtc is not null)
        {
            await switches.Switch(id, isOn: true, act, cancellationToken);
        }
    }

    private async Task TakeOver(CancellationToken cancellationToken)
    {
        book.Apply(await Stored(cancellationToken));
        await faults.Load(cancellationToken);
    }

    private async Task<StrategyOptions[]> Stored(CancellationToken cancellationToken) => (await configuration.Load(cancellationToken)).Strategies;

    private bool IsThere(StrategyId id, IReadOnlyDictionary<string, StrategyFigures> figures) => id == book.Planner || book.Find(id) is not null || figures.ContainsKey(id.Value);

    private StrategyView View(StrategyId id, StrategyOptions? options, IReadOnlyDictionary<string, StrategyFigures> figures, StrategyActivity? activity) => StrategyViews.Of(
        id,
        options,
        id == book.Planner ? null : book.Find(id) ?? StrategyEntry.Of(id, options, known: null, before: null),
        book.FaultOf(id),
        activity,
        figures.GetValueOrDefault(id.Value) ?? StrategyFigures.None);

    /// <summary>What holds for a strategy that is not listed: its code does not run, and signals under the name of one without code are taken.</summary>
    private StrategyOptions Unlisted(StrategyId id) => new() { Id = id, Enabled = book.Find(id)?.Known is null };

    private static bool Same(StrategyOptions one, StrategyOptions other) => JsonNode.DeepEquals(Json(one), Json(other));

    private static JsonNode Json(StrategyOptions options) => JsonSerializer.SerializeToNode(options, ConfigurationJson.Default.StrategyOptions)!;

    private async Task RecordChanges(int newest, CancellationToken cancellationToken)
    {
        foreach (var change in await configuration.History(Section, newest, cancellationToken))
        {
            var (before, after) = (ById(change.Before), ById(change.After));
            foreach (var id in after.Keys.Union(before.Keys).Order().Where(_ => change.Before is not null))
            {
                var was = before.GetValueOrDefault(id) ?? Json(Unlisted(id));
                foreach (var difference in ConfigDiff.Compare(was, after.GetValueOrDefault(id), $"{Section}.{id}"))
                {
                    var key = string.Create(CultureInfo.InvariantCulture, $"{change.Revision:D10}-{difference.Key}");
                    await audit.Add(
                        new AuditRecord(key, change.ChangedUtc, AuditKind.SettingChanged, change.ChangedBy, difference.Key, difference.File, difference.InForce, change.Reason), cancellationToken);
                }
            }
        }
    }

    private static Dictionary<StrategyId, JsonNode> ById(JsonNode? section) =>
        (section as JsonArray ?? []).OfType<JsonObject>().ToDictionary(one => new StrategyId(one["id"]!.GetValue<string>()), one => (JsonNode)one);
}
