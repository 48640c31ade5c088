using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>The account's value over one session.</summary>
/// <param name="Seconds">Of each point, since the open.</param>
/// <param name="Equity">Of each point.</param>
public sealed record EquityDay(DateOnly Session, DateTime OpenUtc, DateTime CloseUtc, int[] Seconds, Money[] Equity);

/// <summary>Samples the account's value while a session is open, one document per session, for charts: not part of the books.</summary>
public sealed class EquityHistory(AccountQueries queries, IDocumentStore store, AccountBook book, TimeProvider clock)
{
    /// <summary>Time between two points.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    private const string Prefix = "equity:";

    /// <summary>Adds a point if one is due. Sampling twice in a step changes nothing.</summary>
    public async Task Sample(CancellationToken cancellationToken)
    {
        if (ExchangeCalendar.OpenSession(clock.GetUtcNow().UtcDateTime) is not { } session)
        {
            return;
        }

        var stored = await store.Read(Key(session.Date), EquityJson.Default.EquityDay, cancellationToken);
        var day = stored?.Value ?? new EquityDay(session.Date, session.OpenUtc, session.CloseUtc, [], []);
        var portfolio = await queries.Portfolio(cancellationToken);
        var seconds = (int)(portfolio.AsOfUtc - session.OpenUtc).TotalSeconds;
        var step = (int)Step.TotalSeconds;
        if (day.Seconds is [.., var last] && seconds / step <= last / step)
        {
            return;
        }

        var next = day with { Seconds = [.. day.Seconds, seconds], Equity = [.. day.Equity, portfolio.Equity] };
        await (stored is null
            ? store.Create(Key(session.Date), next, EquityJson.Default.EquityDay, cancellationToken)
            : store.Replace(Key(session.Date), next, stored.ETag, EquityJson.Default.EquityDay, cancellationToken));
    }

    /// <summary>Sessions that have points, newest first.</summary>
    public async Task<IReadOnlyList<EquityDay>> Days(int limit, CancellationToken cancellationToken)
    {
        var page = await store.Query(Containers.Trading, book.Account.Value, Prefix, afterId: null, limit, descending: true, cancellationToken);
        return [.. page.Items.Select(document => DocumentStoreExtensions.Parse(document, EquityJson.Default.EquityDay))];
    }

    /// <summary>One session and the last one before it that has points; nothing where it has none itself.</summary>
    public async Task<IReadOnlyList<EquityDay>> DayWithTheOneBefore(DateOnly session, CancellationToken cancellationToken)
    {
        if (await store.Read(Key(session), EquityJson.Default.EquityDay, cancellationToken) is not { } day)
        {
            return [];
        }

        var before = await store.Query(Containers.Trading, book.Account.Value, Prefix, Id(session), 1, descending: true, cancellationToken);
        return [day.Value, .. before.Items.Select(document => DocumentStoreExtensions.Parse(document, EquityJson.Default.EquityDay))];
    }

    private static string Id(DateOnly session) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{session:yyyyMMdd}");

    private DocumentKey Key(DateOnly session) => new(Containers.Trading, book.Account.Value, Id(session));
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(EquityDay))]
internal sealed partial class EquityJson : JsonSerializerContext;
