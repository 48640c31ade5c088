using System.Globalization;
using TradingFunctions.Domain.Analysis;
using TradingFunctions.Pipeline.Experiments;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Analysis;

/// <summary>What is wrong with one part of a wish.</summary>
/// <param name="Field">Its name in camel case: <c>slices</c>, <c>tags[2]</c>, <c>parameters.buyAbove</c>.</param>
public readonly record struct WishError(string Field, string Message);

/// <summary>An analysis as somebody asks for it, unchecked. See <see cref="AnalysisDefinition"/> for what the parts mean.</summary>
/// <param name="Parameters">Values per parameter of the strategy; several make a grid.</param>
public sealed record AnalysisWish(
    PriceTableSource Prices,
    string? Name,
    IReadOnlyList<string> Tags,
    int? Contracts,
    IReadOnlyList<string>? Only,
    string? Index,
    int Slices,
    string? Strategy,
    IReadOnlyList<KeyValuePair<string, double[]>> Parameters,
    bool Raw,
    bool Signals,
    int Concurrency,
    ResultFormat Format = ResultFormat.Csv)
{
    public const int MostConcurrency = 256;
    public const int MostOnly = 5000;
    public const int MaxName = 100;

    private const string StandardStrategy = "momentum";

    /// <returns>Null where something is wrong, which is then in <paramref name="errors"/>.</returns>
    public AnalysisDefinition? Validate(string id, DateTime createdUtc, AnalysisStrategies strategies, List<WishError> errors)
    {
        var strategy = Strategy ?? StandardStrategy;
        CheckTexts(errors);
        CheckRange(errors, "contracts", Contracts ?? 1, 1, 1_000_000);
        CheckRange(errors, "slices", Slices, 1, TimeSlices.Most);
        CheckRange(errors, "concurrency", Concurrency, 1, MostConcurrency);
        var (variants, code) = strategies.Check(strategy, Parameters, errors);
        return errors.Count > 0
            ? null
            : new AnalysisDefinition(
                id, Name ?? id, [.. Tags.Distinct(StringComparer.Ordinal)], Prices, Contracts, Only is null ? null : [.. Only], Index, Slices, strategy, variants, Raw, Signals, Concurrency, createdUtc, code, Format);
    }

    private void CheckTexts(List<WishError> errors)
    {
        if (Name is not null && (string.IsNullOrWhiteSpace(Name) || Name.Length > MaxName || Name.Any(char.IsControl)))
        {
            errors.Add(new WishError("name", $"Must be 1 to {MaxName} characters of one line."));
        }

        if (Tags.Count > ExperimentTag.Most)
        {
            errors.Add(new WishError("tags", $"Must be at most {ExperimentTag.Most}, are {Tags.Count}."));
        }

        for (var i = 0; i < Tags.Count; i++)
        {
            if (!ExperimentTag.IsValid(Tags[i], out var error))
            {
                errors.Add(new WishError($"tags[{i}]", char.ToUpperInvariant(error[0]) + error[1..]));
            }
        }

        if (Only is { Count: 0 or > MostOnly })
        {
            errors.Add(new WishError("only", $"Must name 1 to {MostOnly} contracts."));
        }

        if (Index is { Length: 0 })
        {
            errors.Add(new WishError("index", "Must name a column."));
        }
    }

    private static void CheckRange(List<WishError> errors, string field, int value, int min, int max)
    {
        if (value < min || value > max)
        {
            errors.Add(new WishError(field, string.Create(CultureInfo.InvariantCulture, $"Must be {min} to {max}, is {value}.")));
        }
    }
}
