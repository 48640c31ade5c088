using TradingFunctions.Domain;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Brokers;
using TradingFunctions.Pipeline.Learning;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.Pipeline.Trading.Watching;

namespace TradingFunctions.Pipeline.Risk;

/// <param name="Profit">P&amp;L under the shock, dollars.</param>
/// <param name="Share">The same as a share of equity; null without equity.</param>
public sealed record StressRow(string Scenario, Money Profit, decimal? Share);

/// <param name="Values">Row by row in the order of the symbols, -1 to 1; null where there were too few common returns.</param>
public sealed record CorrelationMatrix(Symbol[] Symbols, double?[][] Values)
{
    /// <summary>The rows and columns of some symbols.</summary>
    public CorrelationMatrix Only(IReadOnlySet<Symbol> symbols)
    {
        int[] kept = [.. Enumerable.Range(0, Symbols.Length).Where(i => symbols.Contains(Symbols[i]))];
        return new CorrelationMatrix([.. kept.Select(i => Symbols[i])], [.. kept.Select(row => kept.Select(column => Values[row][column]).ToArray())]);
    }
}

/// <summary>How much of a limit is used.</summary>
/// <param name="Limit">In the unit of the limit.</param>
/// <param name="Used">1 is all of it.</param>
public sealed record LimitUse(string Name, decimal Limit, decimal Value, decimal Used);

/// <summary>What the background analysis found, stored so that every host shows the same and a restart begins with it.</summary>
/// <param name="Bars">Returns that the figures rest on.</param>
/// <param name="LogSequence">Last entry of the account's log that the books held.</param>
/// <param name="ValueAtRisk">Loss of one bar not exceeded at the confidence, a share of equity; null with too little history.</param>
public sealed record RiskFindings(
    DateTime AsOfUtc,
    Money Equity,
    double Confidence,
    int Bars,
    decimal? ValueAtRisk,
    decimal? ExpectedShortfall,
    decimal? StressLoss,
    StressRow[] Stress,
    CorrelationMatrix Correlations,
    long LogSequence = 0);

/// <param name="Count">Signals denied for this reason since the host started; one may have several.</param>
public sealed record DenialCount(string Code, long Count);

/// <summary>The risk report: latest findings, limits in use now, what was denied, and how it stands with the broker.</summary>
/// <param name="State">What may be sent.</param>
/// <param name="Watch">What keeps trading from being active at this host's last look.</param>
/// <param name="Broker">Circuits and figures per class of endpoints, by what this host saw.</param>
/// <param name="Messages">The account's message budget as the broker counts it; null where it tells none.</param>
/// <param name="Model">How the model in force did since its training; drifted, it asks for a retraining. Null before the first look.</param>
/// <param name="Reconciliation">The newest comparison of books and broker; null before the first.</param>
public sealed record RiskReport(
    DateTime AsOfUtc,
    RiskFindings? Findings,
    LimitUse[] Limits,
    DenialCount[] Denied,
    TradingState State,
    Finding[] Watch,
    EndpointHealth[] Broker,
    BrokerRate? Messages,
    ReconciliationReport? Reconciliation,
    ModelHealth? Model = null);
