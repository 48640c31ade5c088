namespace TradingFunctions.Pipeline.Configuration;

/// <summary>A value that is shown to nobody.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute
{
    /// <summary>Whether the file must name it as <c>${VARIABLE}</c> instead of holding it.</summary>
    public bool IsVariable { get; init; }
}
