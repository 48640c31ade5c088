namespace TradingFunctions.Pipeline.Ports;

/// <summary>Codes that the reason of a message begins with that was given up.</summary>
public static class PoisonReasons
{
    /// <summary>It is no message of ours.</summary>
    public const string BadMessage = "BAD_MESSAGE";

    /// <summary>It failed, and that was its last attempt.</summary>
    public const string AttemptsExhausted = "ATTEMPTS_EXHAUSTED";

    /// <summary>A reason as lists of poison messages show it, whichever queue kept the message.</summary>
    /// <param name="code">One of the above.</param>
    public static string Of(string code, string reason) => $"{code}: {reason}";
}
