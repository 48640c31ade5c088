using System.Reflection;
using System.Text.Json.Nodes;
using TradingFunctions.Domain.Strategies.Parameters;

namespace TradingFunctions.Domain.Strategies;

/// <summary>A strategy that can be run: its name, its parameters, and how an instance is made of them.</summary>
public sealed class StrategyDefinition
{
    /// <summary>Room is left for what a plan's triggers add.</summary>
    private const int MaxNameLength = 50;

    private readonly Type type;
    private readonly bool takesParameters;

    private StrategyDefinition(Type type, StrategyId id, StrategyAttribute attribute, StrategyParameters parameters, bool takesParameters) =>
        (this.type, this.takesParameters, Id, Description, NeedsVolume, Parameters) = (type, takesParameters, id, attribute.Description, attribute.NeedsVolume, parameters);

    public StrategyId Id { get; }

    public string Description { get; }

    /// <summary>Whether it says that it looks at volumes: prices alone do not suffice.</summary>
    public bool NeedsVolume { get; }

    /// <summary>Full name of the class.</summary>
    public string ClassName => type.FullName!;

    /// <summary>Simple name of the assembly that it is in.</summary>
    public string AssemblyName => type.Assembly.GetName().Name!;

    public StrategyParameters Parameters { get; }

    /// <summary>Reads what a class says of itself.</summary>
    /// <exception cref="StrategyDefinitionException">It is no strategy, or one of another contract version.</exception>
    public static StrategyDefinition Of(Type type)
    {
        if (!typeof(ITradingStrategy).IsAssignableFrom(type) || !type.IsClass || type.IsAbstract || type.ContainsGenericParameters)
        {
            throw new StrategyDefinitionException($"{type.FullName} is no strategy: it must be a class that implements {nameof(ITradingStrategy)}.");
        }

        var attribute = type.GetCustomAttribute<StrategyAttribute>()
            ?? throw new StrategyDefinitionException($"{type.FullName} has no name: put [Strategy(\"name\")] on it.");
        if (attribute.Contract != StrategyContract.Version)
        {
            throw new StrategyDefinitionException(
                $"{attribute.Name} was built against version {attribute.Contract} of the strategy contract, and this host has version {StrategyContract.Version}: build it against this host.");
        }

        if (!StrategyId.TryCreate(attribute.Name, out var id, out var error) || attribute.Name.Length > MaxNameLength)
        {
            throw new StrategyDefinitionException($"The name of {type.FullName} {error ?? $"must be at most {MaxNameLength} characters."}");
        }

        var (parameters, takes) = ParametersOf(type);
        return new StrategyDefinition(type, id, attribute, parameters, takes);
    }

    /// <summary>The strategy with parameters.</summary>
    /// <param name="parameters">By name; those that are left out have their defaults.</param>
    /// <returns>The strategy, or everything that is wrong with the parameters.</returns>
    public (ITradingStrategy? Strategy, IReadOnlyList<ParameterError> Errors) Create(JsonObject? parameters = null)
    {
        var (value, errors) = Parameters.Read(parameters);
        return errors.Count > 0
            ? (null, errors)
            : ((ITradingStrategy)Activator.CreateInstance(type, BindingFlags.DoNotWrapExceptions, binder: null, takesParameters ? [value] : [], culture: null)!, errors);
    }

    private static (StrategyParameters Parameters, bool Takes) ParametersOf(Type type)
    {
        var constructors = type.GetConstructors();
        if (Array.Find(constructors, constructor => constructor.GetParameters().Length == 1) is { } taking)
        {
            return (StrategyParameters.Of(taking.GetParameters()[0].ParameterType), true);
        }

        return Array.Exists(constructors, constructor => constructor.GetParameters().Length == 0)
            ? (StrategyParameters.None, false)
            : throw new StrategyDefinitionException($"{type.FullName} needs a public constructor without arguments, or with one: its parameters.");
    }
}
