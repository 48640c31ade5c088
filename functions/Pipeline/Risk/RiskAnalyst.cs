using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Risk;

/// <summary>The second step behind the inline check: correlations, stress scenarios, value at risk. It feeds controls that can deny, and loosens nothing.</summary>
public sealed class RiskAnalyst(
    AccountBook book, AccountLog log, IMarketData market, MarketReader prices, IDocumentStore store, TradingRulesSource rules, TradingOptions options, TimeProvider clock)
{
    private const int FewestReturns = 20;

    private DateTime? analysedUtc;
    private long countedTo;
    private int fills;

    /// <summary>Whether it works out only what a limit rests on that is set: nobody reads the report of a replay.</summary>
    public bool IsLean { get; init; }

    /// <summary>Whether one of the limits rests on the analysis.</summary>
    public static bool IsNeededBy(RiskLimits limits) => limits is not { MaxCorrelation: null, MaxValueAtRisk: null, MaxStressLoss: null };

    /// <summary>Analyses when its time has come, or enough has been filled since.</summary>
    /// <returns>Whether it did.</returns>
    public async Task<bool> RunIfDue(CancellationToken cancellationToken)
    {
        var state = await book.Loaded(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var due = !(now - analysedUtc < options.RiskControl.AnalysisInterval) || await FillsSince(state, cancellationToken) >= options.RiskControl.AnalysisFills;
        if (due)
        {
            await Run(cancellationToken);
        }

        return due;
    }

    /// <summary>Analyses the books as they are, stores what it finds, and hands it to the gate.</summary>
    /// <exception cref="MarketDataException">The source did not answer; the last findings stand and grow old.</exception>
    public async Task<RiskFindings> Run(CancellationToken cancellationToken)
    {
        var state = await book.Open(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var marks = await prices.MarksOf(state, now, cancellationToken);
        var symbols = await Symbols(state, cancellationToken);
        var snapshots = await market.FetchSnapshots(symbols, options.RiskControl.AnalysisBars + 1, cancellationToken);
        var returns = BarReturns.Of(symbols, snapshots);
        var findings = Findings(state, marks, returns, now);
        await Save(findings, cancellationToken);
        Adopt(findings);
        return findings;
    }

    /// <summary>Takes up what was found before a restart.</summary>
    public async Task Resume(CancellationToken cancellationToken)
    {
        if ((await store.Read(Key, RiskJson.Default.RiskFindings, cancellationToken))?.Value is { } stored && stored.AsOfUtc <= clock.GetUtcNow().UtcDateTime)
        {
            HandOver(stored);
        }
    }

    /// <summary>Goes on as if it had never stopped: when the next analysis is due follows from the last one and the log alone. For virtual time, where the clock of a resumed
    /// run may stand one instant before what was stored; nothing is decided in between.</summary>
    public async Task Restore(CancellationToken cancellationToken)
    {
        if (await Latest(cancellationToken) is { } stored)
        {
            Adopt(stored);
        }
    }

    /// <summary>The newest findings of any host; null before the first.</summary>
    public async Task<RiskFindings?> Latest(CancellationToken cancellationToken) => (await store.Read(Key, RiskJson.Default.RiskFindings, cancellationToken))?.Value;

    /// <summary>Executions booked since the last analysis, of whatever host. Every entry of the log is read once.</summary>
    private async Task<int> FillsSince(AccountState state, CancellationToken cancellationToken)
    {
        var last = state.Ledger.LogSequence;
        if (last > countedTo)
        {
            await foreach (var entry in log.ReadBooks(countedTo, cancellationToken))
            {
                fills += entry.Fill is not null && entry.Number <= last ? 1 : 0;
            }

            countedTo = last;
        }

        return fills;
    }

    private bool Correlates => !IsLean || rules.Current.Limits.MaxCorrelation is not null;

    private DocumentKey Key => new(Containers.Config, "risk", $"findings:{options.Account.Value}");

    private void Adopt(RiskFindings findings)
    {
        (analysedUtc, countedTo, fills) = (findings.AsOfUtc, findings.LogSequence, 0);
        HandOver(findings);
    }

    private void HandOver(RiskFindings findings)
    {
        var matrix = findings.Correlations;
        var table = new CorrelationTable(matrix.Symbols, [.. matrix.Values.SelectMany(row => row.Select(value => value ?? double.NaN))]);
        var analysis = new RiskAnalysis(findings.AsOfUtc, table, findings.ValueAtRisk, findings.ExpectedShortfall, findings.StressLoss);
        rules.Update(current => current with { Analysis = analysis });
    }

    private async Task Save(RiskFindings findings, CancellationToken cancellationToken)
    {
        // Two hosts may write; the one that loses has looked at the same books.
        if (await store.Read(Key, RiskJson.Default.RiskFindings, cancellationToken) is { } before)
        {
            await store.Replace(Key, findings, before.ETag, RiskJson.Default.RiskFindings, cancellationToken);
        }
        else
        {
            await store.Create(Key, findings, RiskJson.Default.RiskFindings, cancellationToken);
        }
    }

    /// <summary>What is held or being bought comes first, then the rest of the market.</summary>
    private async Task<Symbol[]> Symbols(AccountState state, CancellationToken cancellationToken)
    {
        var active = state.Symbols.Where(pair => pair.Value.IsActive).Select(pair => pair.Key);
        if (!Correlates)
        {
            return [.. active.Order()];
        }

        var all = await market.ListSymbols(cancellationToken);
        return [.. active.Concat(all.Order()).Distinct().Take(options.RiskControl.AnalysisSymbols).Order()];
    }

    private RiskFindings Findings(AccountState state, IReadOnlyDictionary<Symbol, Price> marks, BarReturns returns, DateTime nowUtc)
    {
        var equity = Valuation.Of(state, marks).Equity;
        var values = new SortedDictionary<Symbol, Money>();
        foreach (var (symbol, held) in state.Symbols)
        {
            if (!held.Position.IsFlat)
            {
                values[symbol] = Valuation.MarkOf(held.Holding, marks, symbol) is { } mark ? held.Position.MarketValue(mark) : held.Position.CostBasis;
            }
        }

        StressRow[] stress = [.. StressScenario.Standard.Select(scenario => Row(scenario, values.Values, equity))];
        var portfolio = returns.OfPortfolio(values, equity);
        var enough = values.Count == 0 || portfolio.Length >= FewestReturns;
        var confidence = options.RiskControl.Confidence;
        return new RiskFindings(
            nowUtc, equity, confidence, portfolio.Length,
            enough ? Rounded(values.Count == 0 ? 0 : PortfolioRisk.HistoricalVar(portfolio, confidence)) : null,
            enough ? Rounded(values.Count == 0 ? 0 : PortfolioRisk.ExpectedShortfall(portfolio, confidence)) : null,
            stress.Max(row => -row.Share) is { } worst ? Math.Max(0m, worst) : null,
            stress,
            Correlates ? new CorrelationMatrix(returns.Symbols, returns.Correlations(FewestReturns)) : new CorrelationMatrix([], []),
            state.Ledger.LogSequence);
    }

    private static StressRow Row(StressScenario scenario, IEnumerable<Money> values, Money equity)
    {
        var profit = scenario.Profit(values);
        return new StressRow(scenario.Name, profit, equity > Money.Zero ? Math.Round(profit.Amount / equity.Amount, 6) : null);
    }

    private static decimal? Rounded(double value) => double.IsFinite(value) ? Math.Round((decimal)value, 9) : null;
}
