using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Market.Quality;
using TradingFunctions.Pipeline.Activities;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Scanning;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.MarketData;

/// <summary>Says what is to be asked for in a slot. The day's roster is the universe as it was when it was first needed, and every symbol that is held.</summary>
public sealed class PlanIngestion(BarStore bars, ScanUniverse universe, IAccountBook account, IngestionOptions options) : IActivity<IngestRequest, IngestPlan>
{
    public async Task<IngestPlan> Run(IngestRequest input, CancellationToken cancellationToken)
    {
        var date = DateOnly.FromDateTime(ExchangeCalendar.ToNewYork(input.SlotUtc));
        if (ExchangeCalendar.SessionOn(date) is not { } session || input.SlotUtc <= session.OpenUtc || input.SlotUtc > session.CloseUtc + options.BackfillEvery)
        {
            return new IngestPlan(date, 0, IsBackfill: false);
        }

        var roster = await Roster(date, cancellationToken);
        var slot = (int)((input.SlotUtc - session.OpenUtc) / TimeSpan.FromMinutes(1));
        var every = (int)(options.BackfillEvery / TimeSpan.FromMinutes(1));
        return new IngestPlan(date, (roster.Symbols.Length + options.ChunkSize - 1) / options.ChunkSize, slot % every == 0);
    }

    private async Task<RosterDocument> Found(CancellationToken cancellationToken)
    {
        var found = await MarketCall.Try(() => universe.Find(cancellationToken));
        return new RosterDocument([.. found.Symbols.Take(options.MaxSymbols)], found.Sources);
    }

    private async Task<RosterDocument> Roster(DateOnly date, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await bars.ReadRoster(date, cancellationToken);
            var known = stored?.Value ?? await Found(cancellationToken);
            var held = account.State.Symbols.Where(s => s.Value.IsActive).Select(s => s.Key).Order();
            var next = known with { Symbols = [.. known.Symbols.Union(held)] };
            if (stored is not null && next.Symbols.Length == stored.Value.Symbols.Length)
            {
                return stored.Value;
            }

            if (await bars.Write(date, next, stored?.ETag, cancellationToken))
            {
                return next;
            }
        }
    }
}

/// <summary>Asks for one chunk's bars and stores what is new. Doing it again stores nothing twice; what was missed, by a failure or while nobody ran, is in what the next one asks for.</summary>
public sealed class IngestChunk(BarStore bars, IMarketData market, RequestBudget budget, IngestionOptions options, TimeProvider clock) : IActivity<ChunkRequest, ChunkResult>
{
    /// <summary>Bars of one page of the source (Alpaca's limit).</summary>
    private const int BarsPerRequest = 10_000;

    public async Task<ChunkResult> Run(ChunkRequest input, CancellationToken cancellationToken)
    {
        var session = ExchangeCalendar.SessionOn(input.Date) ?? throw new ActivityFailureException("NO_SESSION", $"{input.Date:yyyy-MM-dd} has no session.");
        var roster = await bars.ReadRoster(input.Date, cancellationToken) ?? throw new ActivityFailureException("ROSTER_MISSING", $"The roster of {input.Date:yyyy-MM-dd} is not stored.");
        Symbol[] symbols = [.. roster.Value.Symbols.Skip(input.Chunk * options.ChunkSize).Take(options.ChunkSize)];
        var toUtc = input.SlotUtc < session.CloseUtc ? input.SlotUtc : session.CloseUtc;
        var days = await Read(input.Date, symbols, session, cancellationToken);
        var fromUtc = From(days, input.IsBackfill, session);
        var requests = 1 + (symbols.Length * (int)Math.Max(0, (toUtc - fromUtc) / TimeSpan.FromMinutes(1)) / BarsPerRequest);
        if (!budget.TryTake(requests))
        {
            throw new ActivityFailureException("RATE_BUDGET", $"{options.RequestsPerMinute} requests a minute are used up.", retriable: true);
        }

        var history = await MarketCall.Try(() => market.FetchHistory(symbols, fromUtc, toUtc, cancellationToken));
        while (true)
        {
            var merged = days.ConvertAll(day => Merge(day, history.GetValueOrDefault(day.Day.Symbol), fromUtc, toUtc, input.SlotUtc));
            if (await bars.Write(input.Date, [.. merged.Select(m => (m.Day, m.ETag))], cancellationToken))
            {
                return Result(input, merged, requests, toUtc);
            }

            days = await Read(input.Date, symbols, session, cancellationToken);
        }
    }

    private async Task<List<(BarDay Day, string? ETag)>> Read(DateOnly date, Symbol[] symbols, Session session, CancellationToken cancellationToken)
    {
        var days = new List<(BarDay Day, string? ETag)>(symbols.Length);
        foreach (var symbol in symbols)
        {
            var stored = await bars.ReadDay(date, symbol, cancellationToken);
            days.Add((stored?.Value ?? new BarDay(symbol, session.OpenUtc, session.OpenUtc, 0, BarBlock.Write([])), stored?.ETag));
        }

        return days;
    }

    /// <summary>Bars that end after this are asked for: what nobody has asked for yet with some overlap, or all that has not settled.</summary>
    private DateTime From(List<(BarDay Day, string? ETag)> days, bool isBackfill, Session session)
    {
        var from = isBackfill ? days.Min(d => d.Day.SettledToUtc) : days.Min(d => d.Day.AskedToUtc) - options.Overlap;
        return from < session.OpenUtc ? session.OpenUtc : from;
    }

    private sealed record MergedDay(BarDay Day, string? ETag, MergedBars Bars);

    private MergedDay Merge((BarDay Day, string? ETag) stored, BarWindow window, DateTime fromUtc, DateTime toUtc, DateTime slotUtc)
    {
        var (day, etag) = stored;
        var merged = BarMerge.Merge(BarBlock.Read(day.Data, day.Count), Enumerable.Range(0, window.Count).Select(i => window[i]));
        var settled = slotUtc - options.SettlesAfter < toUtc ? slotUtc - options.SettlesAfter : toUtc;
        return new MergedDay(
            day with
            {
                AskedToUtc = toUtc > day.AskedToUtc ? toUtc : day.AskedToUtc,
                SettledToUtc = fromUtc <= day.SettledToUtc && settled > day.SettledToUtc ? settled : day.SettledToUtc,
                Count = merged.Bars.Length,
                Data = BarBlock.Write(merged.Bars),
                Late = day.Late + merged.Late,
                Corrected = day.Corrected + merged.Corrected,
                Rejected = day.Rejected + merged.Rejected,
            },
            etag,
            merged);
    }

    private ChunkResult Result(ChunkRequest input, List<MergedDay> merged, int requests, DateTime toUtc)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var age = (int)Math.Clamp((now - toUtc).TotalMilliseconds, 0, int.MaxValue);
        var fresh = merged.Count(m => m.Bars.Added > 0 && m.Bars.Bars[^1].EndUtc == toUtc);
        return new ChunkResult(
            input.Chunk, merged.Count, merged.Sum(m => m.Bars.Added), merged.Sum(m => m.Bars.Late), merged.Sum(m => m.Bars.Corrected), merged.Sum(m => m.Bars.Rejected), requests,
            [.. Enumerable.Repeat(age, input.SlotUtc == toUtc ? fresh : 0)], Failure: null);
    }
}

/// <summary>Adds a slot to its day. A slot that was added stays added once.</summary>
public sealed class FinishIngestion(BarStore bars) : IActivity<IngestEnding, IngestResult>
{
    public async Task<IngestResult> Run(IngestEnding input, CancellationToken cancellationToken)
    {
        var result = new IngestResult(
            input.SlotUtc, input.Chunks.Sum(c => c.Symbols), input.Chunks.Sum(c => c.Added), input.Chunks.Count(c => c.Failure is not null),
            AgeHistogram.Empty.With(input.Chunks.SelectMany(c => c.AgesMs)).Percentile(0.99));
        while (input.Chunks.Length > 0)
        {
            var stored = await bars.ReadIngestion(input.Date, cancellationToken);
            var day = stored?.Value ?? new IngestionDay(DateTime.MinValue, 0, 0, 0, 0, 0, null, AgeHistogram.Empty);
            if (input.SlotUtc <= day.LastSlotUtc || await bars.Write(input.Date, Add(day, input), stored?.ETag, cancellationToken))
            {
                break;
            }
        }

        return result;
    }

    private static IngestionDay Add(IngestionDay day, IngestEnding ended)
    {
        var requests = ended.Chunks.Sum(c => c.Requests);
        return new IngestionDay(
            ended.SlotUtc,
            day.Slots + 1,
            day.Bars + ended.Chunks.Sum(c => c.Added),
            day.Requests + requests,
            Math.Max(day.MostRequests, requests),
            day.FailedChunks + ended.Chunks.Count(c => c.Failure is not null),
            Array.FindLast(ended.Chunks, c => c.Failure is not null)?.Failure ?? day.LastFailure,
            day.Ages.With(ended.Chunks.SelectMany(c => c.AgesMs)));
    }
}
