using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>What the broker lets the account do: its word on a symbol is asked for once a session, on the account once a minute, and only for entries.</summary>
/// <remarks>A broker that does not answer leaves it unknown: whoever sells short is denied then, whoever buys learns it from the answer to the order.</remarks>
public sealed class BrokerStanding(IBroker broker, AccountBook book) : IDisposable
{
    private static readonly TimeSpan AccountLife = TimeSpan.FromMinutes(1);

    /// <summary>How long a question that was not answered is not put again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Symbol, KnownAsset> assets = new();
    private readonly SemaphoreSlim asking = new(1, 1);
    private volatile KnownAccount? account;

    /// <summary>What an entry in a symbol may count on.</summary>
    public async Task<EntryStanding> Of(Symbol symbol, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var asset = await Asset(symbol, nowUtc, cancellationToken);
        var known = await Account(nowUtc, cancellationToken);
        return new EntryStanding(!asset.IsKnown || asset.Asset is { Tradable: true }, Shortable(asset, known?.Account), known is null || broker.Traits.HasEventJournal ? null : new BuyingPower(known.Account.BuyingPower, known.Committed));
    }

    public void Dispose() => asking.Dispose();

    private static bool? Shortable(KnownAsset asset, BrokerAccount? account) => (asset, account) switch
    {
        ({ IsKnown: true, Asset: not { Shortable: true } }, _) or (_, { ShortingEnabled: false }) => false,
        ({ IsKnown: true }, not null) => true,
        _ => null,
    };

    private async Task<KnownAsset> Asset(Symbol symbol, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var session = ExchangeCalendar.SessionAtOrAfter(nowUtc).Date;
        if (assets.TryGetValue(symbol, out var known) && known.Session == session && (known.IsKnown || IsRecent(known.AtUtc, Pause, nowUtc)))
        {
            return known;
        }

        try
        {
            return assets[symbol] = new KnownAsset(session, nowUtc, IsKnown: true, await broker.FindAsset(symbol, cancellationToken));
        }
        catch (BrokerException)
        {
            return assets[symbol] = new KnownAsset(session, nowUtc, IsKnown: false, Asset: null);
        }
    }

    /// <returns>Null where the broker did not answer.</returns>
    private async Task<ToldAccount?> Account(DateTime nowUtc, CancellationToken cancellationToken)
    {
        if (account is { } known && IsCurrent(known, nowUtc))
        {
            return known.Told;
        }

        // Many ask in the same moment: one of them for all.
        await asking.WaitAsync(cancellationToken);
        try
        {
            if (account is not { } latest || !IsCurrent(latest, nowUtc))
            {
                account = latest = await ReadAccount(nowUtc, cancellationToken);
            }

            return latest.Told;
        }
        finally
        {
            asking.Release();
        }
    }

    private async Task<KnownAccount> ReadAccount(DateTime nowUtc, CancellationToken cancellationToken)
    {
        try
        {
            // Before the call: an order that the broker takes meanwhile is rather counted twice than not at all.
            var committed = (await book.Loaded(cancellationToken)).CommittedAtBroker;
            return new KnownAccount(nowUtc, new ToldAccount(await broker.GetAccount(cancellationToken), committed));
        }
        catch (BrokerException)
        {
            return new KnownAccount(nowUtc, Told: null);
        }
    }

    private static bool IsCurrent(KnownAccount known, DateTime nowUtc) => IsRecent(known.AtUtc, known.Told is null ? Pause : AccountLife, nowUtc);

    private static bool IsRecent(DateTime atUtc, TimeSpan life, DateTime nowUtc) => nowUtc >= atUtc && nowUtc - atUtc < life;

    /// <param name="Session">The session that it was asked in, or before.</param>
    /// <param name="IsKnown">The broker answered.</param>
    /// <param name="Asset">Null where the symbol is not in its list.</param>
    private sealed record KnownAsset(DateOnly Session, DateTime AtUtc, bool IsKnown, BrokerAsset? Asset);

    private sealed record KnownAccount(DateTime AtUtc, ToldAccount? Told);

    /// <param name="Committed">What of the books the broker knew.</param>
    private sealed record ToldAccount(BrokerAccount Account, Money Committed);
}

/// <summary>What an entry may count on at the broker.</summary>
/// <param name="Tradable">Orders in the symbol are taken, as far as is known.</param>
/// <param name="Shortable">The symbol is lent and the account may sell short; null where the broker did not say.</param>
/// <param name="BuyingPower">Null where the broker did not say, or has the books' own cash.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EntryStanding(bool Tradable, bool? Shortable, BuyingPower? BuyingPower)
{
    /// <summary>Nobody asked: for exits, which nothing at the broker may hold up.</summary>
    public static EntryStanding NotAsked { get; } = new(Tradable: true, Shortable: null, BuyingPower: null);
}
