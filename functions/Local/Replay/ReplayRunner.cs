using System.Diagnostics;
using System.Globalization;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Performance.Backtests;
using TradingFunctions.Infra.Files;
using TradingFunctions.Local.Engine.VirtualTime;
using TradingFunctions.Local.Replay.Reporting;
using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Day;

namespace TradingFunctions.Local.Replay;

/// <summary>Puts a file of bars through the pipeline.</summary>
public static class ReplayRunner
{
    /// <summary>After the last day's end, which closes the day's books: monitors, desk and portfolio have ended long before.</summary>
    private static readonly TimeSpan AfterLastDay = TimeSpan.FromMinutes(15);

    /// <exception cref="BarFileException">The bars cannot be read; the message names file and line.</exception>
    /// <exception cref="ReplayException">There is nothing to replay, or the state is another replay's.</exception>
    /// <exception cref="Pipeline.Ports.StoreException">The state directory cannot be used.</exception>
    /// <exception cref="Engine.EngineStorageException">The state directory cannot be used.</exception>
    public static async Task<ReplayReport> Run(
        ReplayOptions options, TradingOptions configuration, IProgress<ReplayProgress>? progress, CancellationToken cancellationToken, ReplaySeams? seams = null) =>
        (await Run(options, configuration, bars: null, progress, isForReport: options.ReportDirectory is not null, seams, cancellationToken)).Report;

    /// <summary>As <see cref="Run(ReplayOptions, TradingOptions, IProgress{ReplayProgress}?, CancellationToken, ReplaySeams?)"/>, over bars that have been read, with the statistics;
    /// null where no session was closed.</summary>
    internal static Task<(ReplayReport Report, BacktestReport? Backtest)> RunForReport(
        ReplayOptions options, TradingOptions configuration, BarFileContents bars, CancellationToken cancellationToken) =>
        Run(options, configuration, bars, progress: null, isForReport: true, seams: null, cancellationToken);

    /// <summary>As <see cref="Run(ReplayOptions, TradingOptions, IProgress{ReplayProgress}?, CancellationToken, ReplaySeams?)"/>, over bars that have been read or made up.</summary>
    internal static async Task<ReplayReport> Run(
        ReplayOptions options, TradingOptions configuration, BarFileContents bars, ReplaySeams seams, IProgress<ReplayProgress>? progress, CancellationToken cancellationToken) =>
        (await Run(options, configuration, bars, progress, isForReport: false, seams, cancellationToken)).Report;

    /// <summary>The bars that a replay goes through.</summary>
    internal static BarFileContents ReadBars(ReplayOptions options, CancellationToken cancellationToken) => BarFile.Read(
        options.BarsPath, new BarFileOptions { Symbols = options.Symbols, To = options.To, SkipBadRows = options.SkipBadRows }, cancellationToken);

    private static async Task<(ReplayReport Report, BacktestReport? Backtest)> Run(
        ReplayOptions options, TradingOptions configuration, BarFileContents? bars, IProgress<ReplayProgress>? progress, bool isForReport, ReplaySeams? seams, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        configuration = Apply(options, configuration);
        var strategies = ReplayStrategies.Load(options, configuration);
        ReplayStrategies.Check(options, configuration, strategies);
        bars ??= ReadBars(options, cancellationToken);
        var sessions = SessionsOf(options, bars);
        using var state = ReplayState.Open(options, bars, configuration, ReplayStrategies.Fingerprint(configuration, strategies));
        var startUtc = ExchangeCalendar.ToUtc(sessions[0].Date, new TimeOnly(0, 0));
        var endUtc = ExchangeCalendar.ToUtc(sessions[^1].Date, DayCloser.End) + AfterLastDay;
        await using var host = await ReplayHost.Open(state, bars, configuration, strategies, startUtc, seams ?? ReplaySeams.None, cancellationToken);
        await using var runs = new RunAudit(host, bars, sessions, cancellationToken);
        await host.Run(endUtc, new Progress(progress, runs, startUtc, endUtc), cancellationToken);
        seams?.Ended?.Invoke(host.Engine.Counters);
        progress?.Report(new ReplayProgress(endUtc, 1, 0, "auditing"));
        var report = await new ReplayAudit(host, runs, state, bars, sessions).Write(options.DecisionsPath, endUtc - startUtc, cancellationToken);
        var backtest = isForReport ? await ReadReport(host, options, configuration, bars, sessions, cancellationToken) : null;
        if (options.ReportDirectory is { } folder && backtest is not null)
        {
            BacktestFiles.Write(folder, backtest);
            report = report with { Statistics = backtest.Statistics };
        }

        return (report with { WallSeconds = Math.Round(Stopwatch.GetElapsedTime(began).TotalSeconds, 3) }, backtest);
    }

    private static Task<BacktestReport?> ReadReport(
        ReplayHost host, ReplayOptions options, TradingOptions configuration, BarFileContents bars, Session[] sessions, CancellationToken cancellationToken)
    {
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["bars"] = Path.GetFileName(options.BarsPath),
            ["symbols"] = bars.Series.Count.ToString(CultureInfo.InvariantCulture),
            ["monitors"] = configuration.Monitoring.MonitorAll ? "all" : configuration.Scan.Criteria.Top.ToString(CultureInfo.InvariantCulture),
            ["SHA-256 of the bars"] = bars.ContentHash,
        };
        return new BacktestReader(host.Get<DayStore>(), host.Get<AccountLog>(), bars.Series)
            .Read($"Replay of {Path.GetFileName(options.BarsPath)}", parameters, sessions[0].Date, sessions[^1].Date, cancellationToken);
    }

    /// <summary>The sessions that have bars, from the first day asked for.</summary>
    private static Session[] SessionsOf(ReplayOptions options, BarFileContents bars)
    {
        if (bars.Rows == 0)
        {
            throw new ReplayException($"{options.BarsPath} has no bars of the symbols and dates asked for.");
        }

        var first = bars.Series.Min(s => ExchangeCalendar.ToNewYork(s[0].StartUtc));
        var last = bars.Series.Max(s => ExchangeCalendar.ToNewYork(s[s.Count - 1].StartUtc));
        var from = DateOnly.FromDateTime(first);
        if (options.From > from)
        {
            from = options.From.Value;
        }

        var sessions = new List<Session>();
        for (var date = from; date <= DateOnly.FromDateTime(last); date = date.AddDays(1))
        {
            if (ExchangeCalendar.SessionOn(date) is { } session)
            {
                sessions.Add(session);
            }
        }

        return sessions.Count > 0
            ? [.. sessions]
            : throw new ReplayException($"{options.BarsPath} has no session from {from:yyyy-MM-dd} on; its last bar is of {last:yyyy-MM-dd}.");
    }

    private static TradingOptions Apply(ReplayOptions options, TradingOptions configuration) => ReplayStrategies.Apply(options, configuration) with
    {
        Scan = options.MaxMonitors is { } most ? configuration.Scan with { Criteria = configuration.Scan.Criteria with { Top = most } } : configuration.Scan,
        Monitoring = configuration.Monitoring with
        {
            MonitorAll = configuration.Monitoring.MonitorAll || options.MonitorAll,
            MaxMonitors = Math.Max(configuration.Monitoring.MaxMonitors, options.MaxMonitors ?? 0),
        },
    };

    /// <summary>Has finished runs read, and passes on a share of the way, now and then.</summary>
    private sealed class Progress(IProgress<ReplayProgress>? to, RunAudit runs, DateTime startUtc, DateTime endUtc) : IProgress<VirtualProgress>
    {
        private long next;

        public void Report(VirtualProgress value)
        {
            runs.Passed(value.NowUtc);
            if (to is null)
            {
                return;
            }

            var now = Environment.TickCount64;
            if (now >= next)
            {
                next = now + 500;
                to.Report(new ReplayProgress(value.NowUtc, (value.NowUtc - startUtc) / (endUtc - startUtc), value.Counters.Activities, "replaying"));
            }
        }
    }
}
