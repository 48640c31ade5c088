using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TradingFunctions.Pipeline.Experiments;
using TradingFunctions.Pipeline.Learning;
using TradingFunctions.Pipeline.Strategies;

namespace TradingFunctions.Pipeline.Analysis;

/// <summary>Registers what analyses need. The host adds the store, the tables, the artefacts, the orchestration client, the clock, strategies and a model besides the built-in ones, and formats of results besides CSV.</summary>
public static class AnalysisServices
{
    public static IServiceCollection AddAnalysis(this IServiceCollection services)
    {
        services.TryAddSingleton(new ResultTables(parquet: null));
        return services.AddSteps();
    }

    private static IServiceCollection AddSteps(this IServiceCollection services) => services
        .AddSingleton<ExperimentStore>()
        .AddSingleton<AnalysisStore>()
        .AddSingleton<AnalysisDesk>()
        .AddSingleton<AnalysisPace>()
        .AddSingleton<ExperimentDesk>()
        .AddSingleton<OpenedTables>()
        .AddSingleton(s => new AnalysisStrategies(s.GetService<StrategyCatalog>() ?? StrategyCatalog.BuiltIn, s.GetService<CurrentModel>()))
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
