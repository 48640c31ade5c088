using System.Globalization;
using TradingFunctions.Pipeline.Experiments;

namespace TradingFunctions.Api.Analyses;

/// <summary>Which contracts and time slices of an analysis tags ask for; free tags are of the whole analysis and leave nothing out.</summary>
internal sealed class TagFilter(IReadOnlyList<string> tags)
{
    private readonly string[] contracts = Values(tags, ExperimentTag.Contract);
    private readonly string[] slices = Values(tags, ExperimentTag.Slice);

    public bool WantsSlices => slices.Length > 0;

    public bool HasContract(string contract) => contracts.Length == 0 || contracts.Contains(contract, StringComparer.Ordinal);

    /// <param name="slice">From 1.</param>
    public bool HasSlice(int slice) => slices.Length == 0 || slices.Contains(slice.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);

    private static string[] Values(IReadOnlyList<string> tags, string key) =>
        [.. tags.Select(ExperimentTag.Split).Where(tag => tag.Key == key && tag.Value is not null).Select(tag => tag.Value!)];
}
