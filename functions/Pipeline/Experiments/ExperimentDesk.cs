using TradingFunctions.Pipeline.Analysis;

namespace TradingFunctions.Pipeline.Experiments;

/// <summary>Records runs, and looks at them.</summary>
public sealed class ExperimentDesk(ExperimentStore store, AnalysisDesk analyses)
{
    /// <summary>Runs that pass, newest first.</summary>
    public async Task<IReadOnlyList<ExperimentRecord>> List(ExperimentFilter filter, int limit, CancellationToken cancellationToken)
    {
        var found = new List<ExperimentRecord>();
        await foreach (var listed in store.List(cancellationToken))
        {
            var record = await analyses.Settle(listed, cancellationToken);
            if (filter.Fits(record) && await analyses.HasAll(record, filter.Tags, cancellationToken))
            {
                found.Add(record);
                if (found.Count == limit)
                {
                    break;
                }
            }
        }

        return found;
    }

    public async Task<ExperimentRecord?> Find(string id, CancellationToken cancellationToken) =>
        await store.Find(id, cancellationToken) is { } record ? await analyses.Settle(record, cancellationToken) : null;

    /// <summary>Stores a run that was made elsewhere, over the one of this id.</summary>
    /// <param name="record">Checked by <see cref="ExperimentRules"/>.</param>
    /// <returns>False where the id is that of a run of another kind, or of an analysis that this host makes itself.</returns>
    public async Task<bool> Record(ExperimentRecord record, CancellationToken cancellationToken)
    {
        if ((await store.Find(record.Id, cancellationToken) is { } known && known.Kind != record.Kind) || await analyses.IsOwn(record.Id, cancellationToken))
        {
            return false;
        }

        await store.Save(record, cancellationToken);
        return true;
    }
}
