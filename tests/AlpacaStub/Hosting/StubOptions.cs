namespace TradingFunctions.AlpacaStub.Hosting;

/// <summary>How the stub runs.</summary>
public sealed record StubOptions
{
    /// <summary>Key id of the account that is open from the start.</summary>
    public const string DefaultKey = "stub-key";

    /// <summary>Port on the loopback address; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Secret of every account.</summary>
    public string Secret { get; init; } = "stub-secret";

    /// <summary>File of the journal; null keeps none.</summary>
    public string? Journal { get; init; }

    /// <summary>Cash of the account that is open from the start, dollars.</summary>
    public decimal Cash { get; init; } = 100_000m;

    /// <summary>What time the market has; the machine's by default.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Time between two looks at the market.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>What the rate headers name as the limit: requests of a window, which is a second here. It is counted and not enforced: the fault plan gives 429.</summary>
    public int RateLimit { get; init; } = 200;
}
