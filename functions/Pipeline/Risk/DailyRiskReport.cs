using System.Globalization;
using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Day;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Risk;

/// <summary>Keeps the risk report of a day beside the day's record: analysed anew after the close, correlations of what is held.</summary>
public sealed class DailyRiskReport(RiskAnalyst analyst, RiskReporter reporter, AccountBook book, IDocumentStore store, PipelineSettings settings) : IDayStep
{
    public string Name => "risk";

    /// <summary>The first report of a day counts.</summary>
    public async Task Run(DateOnly date, CancellationToken cancellationToken)
    {
        if (await Find(date, cancellationToken) is not null)
        {
            return;
        }

        try
        {
            await analyst.Run(cancellationToken);
        }
        catch (MarketDataException)
        {
            // The report says as of when its findings are.
        }

        var report = await reporter.Report(cancellationToken);
        var held = book.State.Symbols.Where(pair => !pair.Value.Position.IsFlat).Select(pair => pair.Key).ToHashSet();
        await store.CreateOrRead(Key(date), report with { Findings = report.Findings is { } findings ? findings with { Correlations = findings.Correlations.Only(held) } : null }, RiskJson.Default.RiskReport, cancellationToken);
    }

    /// <returns>Null where none was kept.</returns>
    public async Task<RiskReport?> Find(DateOnly date, CancellationToken cancellationToken) => (await store.Read(Key(date), RiskJson.Default.RiskReport, cancellationToken))?.Value;

    private DocumentKey Key(DateOnly date) =>
        new(Containers.History, HistoryPartitions.Month(settings.Account, Month.Of(date)), "risk:" + date.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
}
