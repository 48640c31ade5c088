using System.Globalization;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Risk;

/// <summary>Overrides of limits: one document each, kept when they are over.</summary>
internal sealed class OverrideStore(IDocumentStore store)
{
    private const string Partition = "overrides";
    private const string Prefix = "override:";

    /// <summary>How many of the newest are looked at: far more than can be in force.</summary>
    private const int Newest = 100;

    public static string NewId(DateTime nowUtc, string limit) => string.Create(CultureInfo.InvariantCulture, $"{nowUtc.Ticks:D19}-{limit}");

    public async Task<bool> Create(LimitOverride asked, CancellationToken cancellationToken) =>
        (await store.Create(Key(asked.Id), asked, RiskJson.Default.LimitOverride, cancellationToken)).IsDone;

    /// <returns>Null where there is none; an id that none can have is one of those.</returns>
    public ValueTask<Stored<LimitOverride>?> Read(string id, CancellationToken cancellationToken) =>
        DocumentKey.IsId(Prefix + id) ? store.Read(Key(id), RiskJson.Default.LimitOverride, cancellationToken) : default;

    public async Task<bool> Replace(LimitOverride next, string etag, CancellationToken cancellationToken) =>
        (await store.Replace(Key(next.Id), next, etag, RiskJson.Default.LimitOverride, cancellationToken)).IsDone;

    /// <summary>Newest first.</summary>
    public async Task<LimitOverride[]> List(CancellationToken cancellationToken)
    {
        var page = await store.Query(Containers.Config, Partition, Prefix, afterId: null, Newest, descending: true, cancellationToken);
        return [.. page.Items.Select(document => DocumentStoreExtensions.Parse(document, RiskJson.Default.LimitOverride))];
    }

    private static DocumentKey Key(string id) => new(Containers.Config, Partition, Prefix + id);
}
