namespace TradingFunctions.Domain.Portfolio;

/// <summary>The lock of one symbol. It outlives its holder so that tokens never repeat.</summary>
/// <param name="Token">Fencing token: rises with every new holder of this symbol, 1 the first.</param>
/// <param name="Owner">Null once released.</param>
/// <param name="ExpiresUtc">From when another owner may take it.</param>
/// <param name="Reason">Of a manual lock: why.</param>
public sealed record SymbolLock(Symbol Symbol, long Token, string? Owner, DateTime AcquiredUtc, DateTime ExpiresUtc, string? Reason = null)
{
    public bool IsHeldAt(DateTime nowUtc) => Owner is not null && nowUtc < ExpiresUtc;
}
