using Microsoft.Extensions.Logging;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>Several observers as one: what one of them throws is logged, and fails neither the commit, which has been made, nor the others.</summary>
public sealed class AccountObservers(ILogger<AccountObservers> log, params IAccountObserver[] observers) : IAccountObserver
{
    public void Committed(AccountCommit commit)
    {
        foreach (var observer in observers)
        {
            try
            {
                observer.Committed(commit);
            }
            catch (Exception failure)
            {
                log.ObserverFailed(observer.GetType().Name, failure);
            }
        }
    }
}
