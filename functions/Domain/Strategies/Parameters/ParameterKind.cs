namespace TradingFunctions.Domain.Strategies.Parameters;

/// <summary>Of what type a parameter is.</summary>
public enum ParameterKind { Integer, Number, Boolean, Choice }
