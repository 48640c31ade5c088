using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Brokers;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Hosting;

/// <summary>What a look at a remote broker found.</summary>
/// <param name="Part"><c>broker</c>, <c>clock</c> or <c>market</c>.</param>
/// <param name="Advice">What to do about it; null where it is as it should be.</param>
/// <param name="Prevents">A host would not trade like this.</param>
public sealed record VenueFinding(string Part, string Detail, string? Advice = null, bool Prevents = false);

/// <summary>Asks a remote broker for what a host needs of it: the account, the time and a price. It changes nothing there.</summary>
/// <param name="limit">How long one answer may take.</param>
public sealed class VenueProbe(IBrokerConnection connection, TimeProvider clock, TimeSpan limit)
{
    /// <summary>A share that every feed has.</summary>
    private static readonly Symbol Known = new("SPY");

    public async Task<IReadOnlyList<VenueFinding>> Run(CancellationToken cancellationToken) =>
        [await Broker(cancellationToken), await Clock(cancellationToken), await Market(cancellationToken)];

    private Task<VenueFinding> Broker(CancellationToken cancellationToken) => Ask(
        "broker",
        async late =>
        {
            var account = await connection.Broker.GetAccount(late);
            return account.CanTrade
                ? new VenueFinding("broker", $"{connection.Broker.Traits.Name} answers: equity {account.Equity}, {(account.ShortingEnabled ? "may" : "may not")} sell short.")
                : new VenueFinding("broker", $"{connection.Broker.Traits.Name} answers, and the account may not trade.", "Look at the account on the broker's own page: it is not active, or blocked.", Prevents: true);
        },
        "Check the keys, the network and the broker's status page; keys of a paper account are not those of a live one.",
        cancellationToken);

    private Task<VenueFinding> Clock(CancellationToken cancellationToken) => Ask(
        "clock",
        async late =>
        {
            var asked = clock.GetUtcNow().UtcDateTime;
            var theirs = (await connection.Calendar.GetClock(late)).NowUtc;
            var now = clock.GetUtcNow().UtcDateTime;

            // It was read some time between the two: an answer that takes long is no wrong clock.
            var off = theirs < asked ? theirs - asked : theirs > now ? theirs - now : TimeSpan.Zero;
            return off.Duration() > BrokerTime.MaxSkew
                ? new VenueFinding("clock", $"The broker's clock is {Math.Round(off.Duration().TotalSeconds)} s {(off < TimeSpan.Zero ? "behind" : "ahead of")} this machine's.", "Set this machine's clock by NTP: a host opens no positions while they differ by more than 10 s.", Prevents: true)
                : new VenueFinding("clock", "This machine's clock agrees with the broker's.");
        },
        "Check the broker's status page.",
        cancellationToken);

    private Task<VenueFinding> Market(CancellationToken cancellationToken) => Ask(
        "market",
        async late => (await connection.Market.FetchSnapshots([Known], 1, late)).TryGetValue(Known, out var snapshot)
            ? new VenueFinding("market", $"{Known} at {snapshot.LastPrice}, of {snapshot.LastPriceUtc:yyyy-MM-dd HH:mm:ss} UTC.")
            : new VenueFinding("market", $"The feed has no price of {Known}.", "Check market.feed: Sip needs the broker's paid plan.", Prevents: true),
        "Check market.feed (Sip needs the broker's paid plan) and the network.",
        cancellationToken);

    private async Task<VenueFinding> Ask(string part, Func<CancellationToken, Task<VenueFinding>> look, string advice, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            // A client that does not listen to its token is not waited for either.
            return await look(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new VenueFinding(part, $"No answer within {limit.TotalSeconds} s.", advice, Prevents: true);
        }
        catch (Exception e) when (e is BrokerException or MarketDataException)
        {
            return new VenueFinding(part, e.Message, advice, Prevents: true);
        }
    }
}
