using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.Plugins;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Learning;
using TradingFunctions.Pipeline.Strategies;

namespace TradingFunctions.Local.Strategies;

/// <summary>Where commands without a host find strategies that are not built in.</summary>
internal static class StrategySources
{
    /// <param name="folder">As asked for; the configuration's where left out, then 'plugins' in the data directory.</param>
    public static StrategyCatalog PlugIns(string? folder, TradingOptions configuration) => PluginLoader.Load(
        folder ?? configuration.Plugins.Folder ?? Path.Combine(DataDirectory.DefaultPath, DataDirectory.PluginsFolderName), configuration.Plugins.ReplayBudget);

    /// <summary>The model in a file that a training has written.</summary>
    /// <exception cref="InvalidDataException">It cannot be used; the message names the file.</exception>
    public static ModelFile Model(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return ModelFile.Read(stream);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }
}
