namespace TradingFunctions.Pipeline.Trading;

/// <summary>Several observers as one: what one of them throws does not keep the others from looking.</summary>
public sealed class AccountObservers(params IAccountObserver[] observers) : IAccountObserver
{
    public void Committed(AccountCommit commit)
    {
        foreach (var observer in observers)
        {
            try
            {
                observer.Committed(commit);
            }
            catch (Exception)
            {
                // Its own loss.
            }
        }
    }
}
