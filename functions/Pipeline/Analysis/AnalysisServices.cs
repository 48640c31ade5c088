using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Pipeline.Experiments;

namespace TradingFunctions.Pipeline.Analysis;

/// <summary>Registers what analyses need. The host adds the store, the tables, the artefacts, the orchestration client and the clock.</summary>
public static class AnalysisServices
{
    public static IServiceCollection AddAnalysis(this IServiceCollection services) => services
        .AddSingleton<ExperimentStore>()
        .AddSingleton<AnalysisStore>()
        .AddSingleton<AnalysisDesk>()
        .AddSingleton<ExperimentDesk>()
        .AddSingleton<OpenedTables>()
        .AddSingleton<ContractAnalyser>()
        .AddSingleton<OpenPriceTable>()
        .AddSingleton<NameContracts>()
        .AddSingleton<AnalyseSlice>()
        .AddSingleton<AnalyseColumn>()
        .AddSingleton<RecordContracts>()
        .AddSingleton<CompareContracts>()
        .AddSingleton<ReportAnalysis>()
        .AddSingleton<FinishAnalysis>();
}
