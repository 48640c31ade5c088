using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Risk;

/// <summary>The limits while the hosts run: shown, changed by an operator with an audit row, and put in force on this host.</summary>
/// <remarks>
/// Another host's changes, and the end of an override, come into force here at the next <see cref="Refresh"/>. A change and its record are one
/// transaction; the audit row is made from the record, again at the next start if the host died between the two.
/// </remarks>
public sealed class LimitDesk(
    DynamicConfiguration configuration, IDocumentStore store, AuditTrail audit, TradingRulesSource rules, TradingOptions options)
{
    private const string Section = "risk";
    private const int RecoveredRows = 50;

    private readonly OverrideStore overrides = new(store);

    public async Task<LimitsView> Read(CancellationToken cancellationToken)
    {
        var stored = await configuration.Read(Section, cancellationToken);
        var all = await overrides.List(cancellationToken);
        var values = Complete(stored.Section.Value);
        return new LimitsView(
            stored.ETag, stored.Section.Revision, stored.Section.ChangedUtc, stored.Section.ChangedBy, [.. LimitCatalog.All.Select(limit => View(limit, values[limit.Name], all))], all);
    }

    /// <summary>Changes a limit for good. Switching one off, or passing its floor, is refused.</summary>
    /// <param name="etag">As read.</param>
    public async Task<LimitChange> Change(string name, JsonNode? value, string etag, PersonAct act, CancellationToken cancellationToken)
    {
        if (await Check(name, value, act, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var before = Complete((await configuration.Read(Section, cancellationToken)).Section.Value)[name];
        var limit = LimitCatalog.Find(name)!;
        if (LimitOrder.IsOff(limit, value) && !LimitOrder.IsOff(limit, before))
        {
            return LimitChange.Refused(LimitChangeStatus.NeedsOverride, name, "A limit is switched off for a time only, by an override that a second person confirms.");
        }

        var update = await configuration.UpdateOne(Section, name, value, etag, act.By.Value, act.Reason, cancellationToken);
        if (update.Status != UpdateStatus.Done)
        {
            return new LimitChange(update.Status == UpdateStatus.Invalid ? LimitChangeStatus.Invalid : LimitChangeStatus.Changed, update.Errors);
        }

        await RecordChanges(1, cancellationToken);
        await Refresh(cancellationToken);
        return new LimitChange(LimitChangeStatus.Done, [], await Read(cancellationToken));
    }

    /// <summary>Asks for a limit to be loosened for a time. Nothing changes before a second person confirms it.</summary>
    public async Task<LimitChange> AskOverride(string name, JsonNode? value, TimeSpan lasts, PersonAct act, CancellationToken cancellationToken)
    {
        if (await Check(name, value, act, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (lasts <= TimeSpan.Zero || lasts > options.RiskControl.MaxOverride)
        {
            return LimitChange.Refused(LimitChangeStatus.Invalid, "minutes", $"An override lasts more than 0 and at most {options.RiskControl.MaxOverride.TotalMinutes} minutes (riskControl.maxOverride).");
        }

        var now = audit.NowUtc;
        var asked = new LimitOverride(OverrideStore.NewId(now, name), name, value?.DeepClone(), act.Reason, act.By, now, lasts);
        if (!await overrides.Create(asked, cancellationToken))
        {
            return LimitChange.Refused(LimitChangeStatus.Changed, name, "Another override of this limit was asked for at the same instant.");
        }

        await Record(AuditKind.OverrideAsked, asked, now, act, cancellationToken);
        return new LimitChange(LimitChangeStatus.Done, [], Override: asked);
    }

    /// <summary>Puts an override in force; the person must be another than the one who asked.</summary>
    public async Task<LimitChange> ConfirmOverride(string id, PersonAct act, CancellationToken cancellationToken)
    {
        if (!IsOperator(act))
        {
            return NotAnOperator(act);
        }

        if (await overrides.Read(id, cancellationToken) is not { } found)
        {
            return LimitChange.Refused(LimitChangeStatus.NotFound, "id", $"There is no override {id}.");
        }

        var now = audit.NowUtc;
        if (string.Equals(found.Value.AskedBy.Value, act.By.Value, StringComparison.OrdinalIgnoreCase))
        {
            return LimitChange.Refused(LimitChangeStatus.Forbidden, CallerName, "An override is confirmed by another person than the one who asked for it.");
        }

        if (found.Value.ConfirmedBy is not null || found.Value.EndedUtc is not null || now - found.Value.AskedUtc > options.RiskControl.ConfirmWithin)
        {
            return LimitChange.Refused(LimitChangeStatus.Changed, "id", "The override was confirmed or ended before, or waited too long: ask again.");
        }

        var confirmed = found.Value with { ConfirmedBy = act.By, UntilUtc = now + found.Value.Lasts };
        // The row comes first: an override that is in force without one must not exist.
        await Record(AuditKind.OverrideConfirmed, confirmed, now, act, cancellationToken);
        return await Put(confirmed, found.ETag, cancellationToken);
    }

    /// <summary>Ends an override before its time.</summary>
    public async Task<LimitChange> EndOverride(string id, PersonAct act, CancellationToken cancellationToken)
    {
        if (!IsOperator(act))
        {
            return NotAnOperator(act);
        }

        if (await overrides.Read(id, cancellationToken) is not { Value.EndedUtc: null } found)
        {
            return LimitChange.Refused(LimitChangeStatus.NotFound, "id", $"There is no open override {id}.");
        }

        var ended = found.Value with { EndedUtc = audit.NowUtc };
        await Record(AuditKind.OverrideEnded, ended, ended.EndedUtc.Value, act, cancellationToken);
        return await Put(ended, found.ETag, cancellationToken);
    }

    /// <summary>Puts in force what the store says. Call it every few seconds: overrides end here.</summary>
    public async Task Refresh(CancellationToken cancellationToken)
    {
        var settings = await configuration.Load(cancellationToken);
        var limits = settings.Risk;
        foreach (var active in (await overrides.List(cancellationToken)).Where(one => one.IsInForce(audit.NowUtc)).Reverse())
        {
            limits = With(limits, active.Limit, active.Value);
        }

        rules.Update(current => (settings with { Risk = limits }).ToRules(options.Orders) with { Sectors = current.Sectors, Analysis = current.Analysis });
    }

    /// <summary>Makes the audit rows of changes that were stored without theirs.</summary>
    public Task Recover(CancellationToken cancellationToken) => RecordChanges(RecoveredRows, cancellationToken);

    internal const string CallerName = "x-caller";

    /// <summary>Whether somebody may change limits, trading state and strategies.</summary>
    public bool IsOperator(PersonAct act) => options.RiskControl.IsOperator(act.By.Value);

    private async Task<LimitChange> Put(LimitOverride next, string etag, CancellationToken cancellationToken)
    {
        if (!await overrides.Replace(next, etag, cancellationToken))
        {
            return LimitChange.Refused(LimitChangeStatus.Changed, "id", "Somebody else changed the override at the same time.");
        }

        await Refresh(cancellationToken);
        return new LimitChange(LimitChangeStatus.Done, [], Override: next);
    }

    private async Task<LimitChange?> Check(string name, JsonNode? value, PersonAct act, CancellationToken cancellationToken)
    {
        if (LimitCatalog.Find(name) is null)
        {
            return LimitChange.Refused(LimitChangeStatus.NotFound, name, $"There is no limit {name}.");
        }

        if (!IsOperator(act))
        {
            return NotAnOperator(act);
        }

        var whole = Complete((await configuration.Read(Section, cancellationToken)).Section.Value);
        whole[name] = value?.DeepClone();
        var errors = DynamicSectionRules.Validate(Section, whole);
        if (errors.Count == 0)
        {
            errors = [.. RiskFloorRules.Check(whole.Deserialize(ConfigurationJson.Default.RiskLimits)!, options.RiskControl.Floors, $"{Section}.")];
        }

        return errors.Count > 0 ? new LimitChange(LimitChangeStatus.Invalid, errors) : null;
    }

    private LimitView View(LimitInfo limit, JsonNode? stored, LimitOverride[] all)
    {
        var active = Array.Find(all, one => one.IsInForce(audit.NowUtc) && string.Equals(one.Limit, limit.Name, StringComparison.Ordinal));
        return new LimitView(
            limit.Name, (active is null ? stored : active.Value)?.DeepClone(), stored?.DeepClone(), RiskFloorRules.Of(options.RiskControl.Floors, limit.Name),
            limit.Codes, limit.Input, limit.WarmUp, limit.LargestAge, active?.UntilUtc);
    }

    /// <summary>The section with every limit in it, also those that came after it was stored.</summary>
    private static JsonObject Complete(JsonNode stored) =>
        OptionsJson.Overlay(JsonSerializer.SerializeToNode(new RiskLimits(), ConfigurationJson.Default.RiskLimits)!.AsObject(), stored.AsObject());

    private static RiskLimits With(RiskLimits limits, string name, JsonNode? value)
    {
        var whole = JsonSerializer.SerializeToNode(limits, ConfigurationJson.Default.RiskLimits)!.AsObject();
        whole[name] = value?.DeepClone();
        return whole.Deserialize(ConfigurationJson.Default.RiskLimits)!;
    }

    private async Task RecordChanges(int newest, CancellationToken cancellationToken)
    {
        foreach (var change in await configuration.History(Section, newest, cancellationToken))
        {
            foreach (var difference in ConfigDiff.Compare(change.Before, change.After, Section))
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"{change.Revision:D10}-{difference.Key}");
                await audit.Add(
                    new AuditRecord(key, change.ChangedUtc, AuditKind.SettingChanged, change.ChangedBy, difference.Key, difference.File, difference.InForce, change.Reason), cancellationToken);
            }
        }
    }

    private Task Record(AuditKind kind, LimitOverride one, DateTime nowUtc, PersonAct act, CancellationToken cancellationToken) => audit.Add(
        new AuditRecord(one.Id, nowUtc, kind, act.By.Value, $"{Section}.{one.Limit}", Before: null, one.Value?.ToJsonString() ?? "null", act.Reason, one.ConfirmedBy?.Value, one.UntilUtc, one.AskedBy.Value),
        cancellationToken);

    private static LimitChange NotAnOperator(PersonAct act) =>
        LimitChange.Refused(LimitChangeStatus.Forbidden, CallerName, $"{act.By} is none of riskControl.operators.");
}
