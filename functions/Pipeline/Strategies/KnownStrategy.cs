using System.Text.Json.Nodes;
using TradingFunctions.Domain.Strategies;
using TradingFunctions.Domain.Strategies.Parameters;

namespace TradingFunctions.Pipeline.Strategies;

/// <summary>Makes a strategy of its parameters.</summary>
/// <returns>The strategy, or everything that is wrong with the parameters.</returns>
/// <exception cref="StrategyFaultException">The code of a plug-in failed.</exception>
public delegate (ITradingStrategy? Strategy, IReadOnlyList<ParameterError> Errors) StrategyMaker(JsonObject? parameters);

/// <summary>A strategy whose code this host has.</summary>
/// <param name="Create">Makes it; of a plug-in, in a way that the host survives what it does.</param>
/// <param name="Assembly">File of the plug-in; null for a built-in one.</param>
/// <param name="ContentHash">SHA-256 of that file, in hexadecimal.</param>
public sealed record KnownStrategy(StrategyDefinition Definition, StrategyMaker Create, string? Assembly = null, string? ContentHash = null)
{
    public static KnownStrategy BuiltIn(StrategyDefinition definition) => new(definition, definition.Create);
}

/// <summary>An assembly, or a class in it, that was not taken.</summary>
/// <param name="Assembly">Its file.</param>
/// <param name="Class">Null for the assembly as a whole.</param>
public sealed record RefusedStrategy(string Assembly, string? Class, string Reason);
