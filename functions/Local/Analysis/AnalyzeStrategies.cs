using TradingFunctions.Domain;
using TradingFunctions.Domain.Learning;
using TradingFunctions.Domain.Strategies;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Local.Strategies;
using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Learning;
using TradingFunctions.Pipeline.Strategies;

namespace TradingFunctions.Local.Analysis;

/// <summary>The strategies of the analyze command: plug-ins are loaded, and a model is read, only where one is asked for.</summary>
internal static class AnalyzeStrategies
{
    /// <param name="strategy">Null for the standard one.</param>
    /// <param name="model">Model file of the trained strategy.</param>
    /// <param name="plugins">Folder of plug-ins; null leaves it to the configuration, and that to the standard data directory.</param>
    /// <exception cref="AnalysisException">The model or the configuration cannot be used.</exception>
    public static AnalysisStrategies Load(string? strategy, string? model, string? plugins)
    {
        try
        {
            if (strategy is TrainedStrategy.Name)
            {
                return new AnalysisStrategies(StrategyCatalog.BuiltIn, model is null ? null : CurrentModel.Of(StrategySources.Model(model)));
            }

            return strategy is null || (StrategyId.TryCreate(strategy, out var id, out _) && BuiltInStrategies.Find(id) is not null)
                ? AnalysisStrategies.BuiltIn
                : new AnalysisStrategies(StrategySources.PlugIns(plugins, TradingConfiguration.Load(null)), model: null);
        }
        catch (InvalidDataException e)
        {
            throw new AnalysisException($"model: {e.Message}", isInput: true, e);
        }
        catch (ConfigurationException e)
        {
            throw new AnalysisException($"The configuration cannot be used: {e.Message}", isInput: true, e);
        }
    }
}
