namespace TradingFunctions.Pipeline.Durable;

/// <summary>Sizes that both engines hold, so that nothing works locally and fails in the cloud.</summary>
public static class Limits
{
    /// <summary>Input, result or event payload, bytes of JSON.</summary>
    public const int PayloadBytes = 48 * 1024;

    /// <summary>State carried over a continue-as-new, and the status, bytes of JSON.</summary>
    public const int CarriedBytes = 16 * 1024;
}
