using System.Globalization;
using System.IO.Compression;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Domain.Signals;
using Xunit.Abstractions;

namespace TradingFunctions.Domain.Tests.Monitoring;

/// <summary>The default planner on recorded prices: some alerts and trades, and no nonsense. Left out where the recordings are not there.</summary>
public sealed class RecordedMarketTests(ITestOutputHelper output)
{
    [Fact]
    public void MinuteBars_FourSymbolsFourDays_TradeNowAndThen()
    {
        if (Load("us-equity-minute-2013-10.csv.gz", isDaily: false) is not { } market)
        {
            return;
        }

        var tally = Play(market, TimeSpan.FromMinutes(1));

        tally.Checks.ShouldBe(4 * 4 * 390);
        tally.Entries.ShouldBeInRange(8, 200);
        tally.Exits.ShouldBeInRange(4, tally.Entries);
        tally.Alerts.ShouldBeLessThan(tally.Checks / 10);
    }

    [Fact]
    public void DailyBars_OfTheIndex_TradeNowAndThen()
    {
        if (Load("sp500-daily.csv.gz", isDaily: true) is not { } market)
        {
            return;
        }

        var tally = Play(market, TimeSpan.FromDays(1));

        tally.Checks.ShouldBeGreaterThan(500_000);
        ((double)tally.Entries / tally.Checks).ShouldBeInRange(0.005, 0.1);
        tally.Exits.ShouldBeInRange(tally.Entries / 2, tally.Entries);
    }

    private Tally Play(List<BarSeries> market, TimeSpan period)
    {
        var tally = new Tally();
        foreach (var series in market)
        {
            PositionContext position = default;
            for (var session = ExchangeCalendar.SessionAtOrAfter(series.EndUtc(0).AddTicks(-1)); session.OpenUtc < series.EndUtc(series.Count - 1); session = ExchangeCalendar.NextSession(session.Date))
            {
                position = PlaySession(series, session, period, position, tally);
            }
        }

        output.WriteLine($"{tally.Checks} checks, {tally.Alerts} alerts, {tally.Entries} entries, {tally.Exits} exits");
        return tally;
    }

    private static PositionContext PlaySession(BarSeries series, Session session, TimeSpan period, PositionContext position, Tally tally)
    {
        var isDaily = period >= TimeSpan.FromDays(1);
        var run = new RunId(session.Date.ToString("O", CultureInfo.InvariantCulture));
        var known = series.WindowAt(session.OpenUtc, 120);
        var plan = RuleBasedPlanner.Plan(new PlanRequest(run, series.Symbol, 1, session.OpenUtc, session.CloseUtc.AddMinutes(1), period, known, ["all"], position), PlannerSettings.Default);
        CheckMemory memory = default;
        for (var now = isDaily ? session.CloseUtc : session.OpenUtc.AddMinutes(1); now <= session.CloseUtc; now = now.AddMinutes(1))
        {
            tally.Checks++;
            var bars = series.WindowAt(now, PlanEvaluator.WindowLength(plan, period, memory, now));
            if (bars.IsEmpty)
            {
                continue;
            }

            var state = position.IsFlat ? MonitorState.Scanning : MonitorState.Holding;
            var outcome = PlanEvaluator.Evaluate(plan, new CheckInput(series.Symbol, now, bars, Quote: null, bars.Last.Close, bars.Last.EndUtc, position, state, memory));
            memory = outcome.Memory;
            foreach (var fired in outcome.Fired)
            {
                tally.Alerts++;
                var alert = new Alert(run, series.Symbol, tally.Alerts, now, fired.Intent, fired.Trigger, fired.Conditions, fired.Data, fired.Confidence, 1, fired.Price, 0);
                var decision = AlertEvaluator.Decide(alert, plan, position, now, AlertRules.For(period));
                if (decision is { Kind: DecisionKind.Trade, Signal: { } signal })
                {
                    var isEntry = signal.Action == SignalAction.Buy;
                    tally.Entries += isEntry ? 1 : 0;
                    tally.Exits += isEntry ? 0 : 1;
                    position = isEntry ? PositionContext.FromSigned(1, Price.From(fired.Price), now) : default;
                }
            }
        }

        return position;
    }

    private List<BarSeries>? Load(string file, bool isDaily)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "TradingFunctions.sln")))
        {
            root = root.Parent;
        }

        var recording = Path.Combine(root?.FullName ?? ".", "..", "shared", "data", file);
        if (!File.Exists(recording))
        {
            output.WriteLine($"Left out: {file} is not there.");
            return null;
        }

        var market = new List<BarSeries>();
        using var reader = new StreamReader(new GZipStream(File.OpenRead(recording), CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            if (market.Count == 0 || market[^1].Symbol.Value != cells[0])
            {
                market.Add(new BarSeries(new Symbol(cells[0])));
            }

            market[^1].Append(isDaily ? Daily(cells) : Minute(cells));
        }

        return market;
    }

    private static Bar Daily(string[] cells)
    {
        var session = ExchangeCalendar.SessionOn(DateOnly.Parse(cells[1], CultureInfo.InvariantCulture))!;
        var factor = Number(cells[6]) / Number(cells[5]);
        return new Bar(session.OpenUtc, session.CloseUtc, Number(cells[2]) * factor, Number(cells[3]) * factor, Number(cells[4]) * factor, Number(cells[6]), Number(cells[7]));
    }

    private static Bar Minute(string[] cells)
    {
        var local = DateTime.Parse(cells[1], CultureInfo.InvariantCulture);
        var start = ExchangeCalendar.ToUtc(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        return new Bar(start, start.AddMinutes(1), Number(cells[2]), Number(cells[3]), Number(cells[4]), Number(cells[5]), Number(cells[6]));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private sealed class Tally
    {
        public int Checks { get; set; }

        public int Alerts { get; set; }

        public int Entries { get; set; }

        public int Exits { get; set; }
    }
}
