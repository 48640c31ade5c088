using System.Globalization;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Learning;
using TradingFunctions.Domain.Strategies;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Learning;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Strategies;

namespace TradingFunctions.Pipeline.Analysis;

/// <summary>The strategies that analyses may go by: those whose code the host has, and the trained one with the model in force.</summary>
/// <param name="catalog">Built in and plugged in.</param>
/// <param name="model">Null where there is none.</param>
public sealed class AnalysisStrategies(StrategyCatalog catalog, CurrentModel? model)
{
    /// <summary>The built-in ones alone.</summary>
    public static AnalysisStrategies BuiltIn { get; } = new(StrategyCatalog.BuiltIn, model: null);

    /// <summary>Checks what is asked for.</summary>
    /// <param name="values">Values per parameter; several make a grid.</param>
    /// <param name="errors">What is wrong is added; the result counts only where nothing was.</param>
    /// <returns>Every combination of parameters, and which code it is about.</returns>
    internal (SortedDictionary<string, double>[] Variants, AnalysisCode? Code) Check(string name, IReadOnlyList<KeyValuePair<string, double[]>> values, List<WishError> errors)
    {
        // Read once: another one may come into force at any time.
        var inForce = model?.File;
        if (Problem(name, inForce) is { } problem)
        {
            errors.Add(new WishError("strategy", problem));
            return ([], null);
        }

        if (values.FirstOrDefault(value => value.Value is null or []) is { Key: { } empty })
        {
            errors.Add(new WishError($"parameters.{empty}", "Must have at least one value."));
            return ([], null);
        }

        var known = Find(name, inForce)!;
        try
        {
            SortedDictionary<string, double>[] variants = [.. ParameterGrid.Expand(values)];
            var wrong = variants.Select(variant => Problem(known, variant)).FirstOrDefault(error => error is not null);
            if (wrong is null)
            {
                return (variants, CodeOf(name, known, inForce));
            }

            errors.Add(wrong.Value);
        }
        catch (ArgumentException e)
        {
            errors.Add(new WishError("parameters", e.Message.Split(" (Parameter", 2)[0]));
        }

        return ([], null);
    }

    /// <summary>The strategy of an analysis, as it was when the analysis began.</summary>
    /// <param name="artefacts">Where the models of training runs lie.</param>
    /// <exception cref="ActivityFailureException">The host has it no more, or has another one of the name.</exception>
    public AnalysisStrategy Open(AnalysisDefinition definition, IArtefacts artefacts)
    {
        if (definition.Code is { Model: { } id } trained)
        {
            return new AnalysisStrategy(TrainedStrategies.Of(OnPrices(model?.File is { } inForce && inForce.Checksum == trained.Checksum ? inForce : Read(artefacts, id, trained.Checksum))));
        }

        return Find(definition.Strategy, model?.File) is { } known && known.ContentHash == definition.Code?.Checksum
            ? new AnalysisStrategy(known)
            : throw Changed($"The strategy {definition.Strategy} is not there any more as it was when the analysis began.");
    }

    /// <summary>The model with what a price table does not tell left out.</summary>
    private static CurrentModel OnPrices(ModelFile file) => CurrentModel.Of(file with { Model = file.Model.Without(BarFeatures.BeyondPrices) });

    private static ModelFile Read(IArtefacts artefacts, string id, string checksum)
    {
        try
        {
            using var stream = artefacts.OpenRead(id, ModelFile.Name);
            return stream is not null && ModelFile.Read(stream) is { } file && file.Checksum == checksum ? file : throw Changed($"The model {id} is gone, or is another one than when the analysis began.");
        }
        catch (InvalidDataException e)
        {
            throw Changed($"{ModelFile.Name} of {id}: {e.Message}");
        }
        catch (IOException e)
        {
            throw AnalysisCodes.NotReadNow(e);
        }
    }

    private static ActivityFailureException Changed(string message) => new(AnalysisCodes.StrategyChanged, $"{message} Begin another one.");

    private KnownStrategy? Find(string name, ModelFile? inForce) => name == TrainedStrategy.Name
        ? inForce is not null ? TrainedStrategies.Of(CurrentModel.Of(inForce), inForce.Checksum) : null
        : StrategyId.TryCreate(name, out var id, out _) ? catalog.Find(id) : null;

    private static AnalysisCode? CodeOf(string name, KnownStrategy known, ModelFile? inForce) =>
        name == TrainedStrategy.Name ? new AnalysisCode(inForce!.Checksum, inForce.Run) : known.ContentHash is { } hash ? new AnalysisCode(hash) : null;

    /// <summary>Why a strategy cannot be taken, whatever its parameters; null where it can.</summary>
    private string? Problem(string name, ModelFile? inForce)
    {
        if (Find(name, inForce) is { } known)
        {
            return known.Definition.NeedsVolume ? $"{name} looks at volumes, and a wide price table carries no volume. Possible are {Usable(inForce)}." : null;
        }

        if (name == TrainedStrategy.Name)
        {
            return $"{name} needs a model, and {model?.Problem ?? "none is in force"}. Pass the file of one, or train and promote one: see the models command.";
        }

        var refused = string.Concat(catalog.Refused.Select(one => $" Refused: {Path.GetFileName(one.Assembly)}{(one.Class is null ? string.Empty : $", {one.Class}")}: {one.Reason}"));
        return $"Must be one of {Usable(inForce)}.{refused}";
    }

    private string Usable(ModelFile? inForce) => string.Join(
        ", ",
        catalog.All.Where(known => !known.Definition.NeedsVolume && known.Definition.Id.Value != TrainedStrategy.Name).Select(known => known.Definition.Id.Value)
            .Concat(inForce is null ? [] : [TrainedStrategy.Name]));

    private static WishError? Problem(KnownStrategy known, SortedDictionary<string, double> parameters)
    {
        if (parameters.FirstOrDefault(value => !double.IsFinite(value.Value)) is { Key: { } name })
        {
            return new WishError($"parameters.{name}", "Must be a finite number.");
        }

        try
        {
            var (strategy, errors) = known.Create(known.Definition.Parameters.FromNumbers(parameters));
            using var disposable = strategy as IDisposable;
            return strategy switch
            {
                null => new WishError(errors[0].Name.Length == 0 ? "parameters" : $"parameters.{errors[0].Name}", errors[0].Message),
                { RequiredBars: < 1 and var bars } => new WishError("parameters", string.Create(CultureInfo.InvariantCulture, $"{known.Definition.Id} says that it needs {bars} bars, and must need at least 1.")),
                _ => null,
            };
        }
        catch (StrategyFaultException e)
        {
            return new WishError("parameters", $"{known.Definition.Id} cannot be made: {e.Message}");
        }
    }
}
