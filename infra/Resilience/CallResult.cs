namespace TradingFunctions.Infra.Resilience;

/// <summary>What a call to the broker came to.</summary>
internal enum CallResult
{
    /// <summary>A usable answer in time; a refusal is one.</summary>
    Good,

    /// <summary>A usable answer that took too long.</summary>
    Slow,

    /// <summary>No usable answer.</summary>
    Failed,
}
