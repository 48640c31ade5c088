using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>Limits, sizing and strategies: seeded from the file once, then the store is the truth. Every change is recorded with the change itself.</summary>
public sealed class DynamicConfiguration(IDocumentStore store, TimeProvider clock)
{
    private const string Partition = "dynamic";
    private const string SectionPrefix = "section:";
    private const string ChangePrefix = "change:";

    /// <summary>Stores the file's values where the store has none yet.</summary>
    public async Task Seed(TradingOptions file, CancellationToken cancellationToken)
    {
        var settings = DynamicSettings.Of(file);
        foreach (var name in DynamicSectionRules.All)
        {
            var section = new DynamicSection(name, Revision: 1, DynamicSectionRules.ToJson(settings, name), Now(), "file", "first start");
            // Exists is fine: an earlier start, or another host, has seeded it.
            await store.Transact(Containers.Config, Partition, [StoreOperation.Create(SectionPrefix + name, Json(section)), RecordOf(before: null, section)], cancellationToken);
        }
    }

    /// <summary>What is in force. Sections that were never seeded have their defaults.</summary>
    public async Task<DynamicSettings> Load(CancellationToken cancellationToken)
    {
        var settings = DynamicSettings.Of(new TradingOptions());
        foreach (var name in DynamicSectionRules.All)
        {
            if (await Find(name, cancellationToken) is { } found)
                settings = DynamicSectionRules.With(settings, name, found.Section.Value);
        }

        return settings;
    }

    /// <exception cref="ArgumentException">No such section.</exception>
    /// <exception cref="InvalidOperationException">The store was never seeded.</exception>
    public async Task<VersionedSection> Read(string section, CancellationToken cancellationToken)
    {
        CheckName(section);
        return await Find(section, cancellationToken) ?? throw new InvalidOperationException($"The section '{section}' was never seeded.");
    }

    /// <summary>Replaces a section. Members that are left out get their defaults.</summary>
    /// <param name="etag">As read; a section changed since then is refused.</param>
    /// <exception cref="ArgumentException">No such section, or nobody is named for the change.</exception>
    public async Task<ConfigurationUpdate> Update(string section, JsonNode value, string etag, string changedBy, string reason, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(changedBy);
        var current = await Read(section, cancellationToken);
        var errors = DynamicSectionRules.Validate(section, value);
        if (errors.Count > 0)
            return new ConfigurationUpdate(UpdateStatus.Invalid, errors, current);
        if (!string.Equals(current.ETag, etag, StringComparison.Ordinal))
            return new ConfigurationUpdate(UpdateStatus.Changed, [], current);

        // Stored complete, so that a later change of a default changes nothing in force.
        var complete = DynamicSectionRules.ToJson(DynamicSectionRules.With(DynamicSettings.Of(new TradingOptions()), section, value), section);
        var next = new DynamicSection(section, current.Section.Revision + 1, complete, Now(), changedBy, reason);
        var result = await store.Transact(
            Containers.Config, Partition, [StoreOperation.Replace(SectionPrefix + section, Json(next), etag), RecordOf(current.Section.Value, next)], cancellationToken);
        return result.IsDone
            ? new ConfigurationUpdate(UpdateStatus.Done, [], new VersionedSection(next, result.ETags[0]))
            : new ConfigurationUpdate(UpdateStatus.Changed, [], await Read(section, cancellationToken));
    }

    /// <summary>Changes one member of a section and leaves the others as they are.</summary>
    /// <param name="value">Null unsets it.</param>
    public async Task<ConfigurationUpdate> UpdateOne(
        string section, string key, JsonNode? value, string etag, string changedBy, string reason, CancellationToken cancellationToken)
    {
        var current = await Read(section, cancellationToken);
        var whole = current.Section.Value.DeepClone() as JsonObject ?? throw new ArgumentException($"The section '{section}' has no members.", nameof(section));
        whole[key] = value?.DeepClone();
        return await Update(section, whole, etag, changedBy, reason, cancellationToken);
    }

    /// <summary>The changes of a section, newest first.</summary>
    public async Task<IReadOnlyList<ConfigurationChange>> History(string section, int limit, CancellationToken cancellationToken)
    {
        CheckName(section);
        var page = await store.Query(Containers.Config, Partition, $"{ChangePrefix}{section}:", afterId: null, limit, descending: true, cancellationToken);
        return [.. page.Items.Select(d => JsonSerializer.Deserialize(d.Json.Span, ConfigurationJson.Default.ConfigurationChange)!)];
    }

    /// <summary>Where the file's values differ from those in force.</summary>
    public async Task<IReadOnlyList<ConfigDifference>> Diff(TradingOptions file, CancellationToken cancellationToken)
    {
        var inForce = await Load(cancellationToken);
        var given = DynamicSettings.Of(file);
        return [.. DynamicSectionRules.All.SelectMany(name => ConfigDiff.Compare(DynamicSectionRules.ToJson(given, name), DynamicSectionRules.ToJson(inForce, name), name))];
    }

    private async Task<VersionedSection?> Find(string section, CancellationToken cancellationToken)
    {
        var document = await store.Read(new DocumentKey(Containers.Config, Partition, SectionPrefix + section), cancellationToken);
        return document is null
            ? null
            : new VersionedSection(JsonSerializer.Deserialize(document.Json.Span, ConfigurationJson.Default.DynamicSection)!, document.ETag);
    }

    private DateTime Now() => clock.GetUtcNow().UtcDateTime;

    private static StoreOperation RecordOf(JsonNode? before, DynamicSection after)
    {
        var change = new ConfigurationChange(
            after.Section, after.Revision, before?.DeepClone(), after.Value.DeepClone(), after.ChangedUtc, after.ChangedBy, after.Reason);
        var id = string.Create(CultureInfo.InvariantCulture, $"{ChangePrefix}{after.Section}:{after.Revision:D10}");
        return StoreOperation.Create(id, JsonSerializer.SerializeToUtf8Bytes(change, ConfigurationJson.Default.ConfigurationChange));
    }

    private static byte[] Json(DynamicSection section) => JsonSerializer.SerializeToUtf8Bytes(section, ConfigurationJson.Default.DynamicSection);

    private static void CheckName(string section)
    {
        if (!DynamicSectionRules.All.Contains(section, StringComparer.Ordinal))
            throw new ArgumentException($"'{section}' is no dynamic section: {string.Join(", ", DynamicSectionRules.All)}.", nameof(section));
    }
}
