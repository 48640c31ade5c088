using TradingFunctions.Domain.Strategies;
using TradingFunctions.Pipeline.Strategies;

namespace TradingFunctions.Infra.Plugins;

/// <summary>
/// Finds strategies in assemblies of a folder: every <c>NAME.dll</c> in it, and <c>NAME/NAME.dll</c> of a plug-in that brings assemblies of its own. Each is loaded
/// in a context of its own; what cannot be taken is refused with the reason, and the rest is taken.
/// </summary>
public static class PluginLoader
{
    /// <param name="folder">May be missing: no plug-ins.</param>
    /// <param name="budget">Longest time that an evaluation, or the making of a strategy, may take.</param>
    public static StrategyCatalog Load(string folder, TimeSpan budget)
    {
        var taken = BuiltInStrategies.All.ToDictionary(strategy => strategy.Id, _ => "a built-in strategy");
        var plugIns = new List<KnownStrategy>();
        var refused = new List<RefusedStrategy>();
        foreach (var file in Files(folder))
        {
            foreach (var found in Read(file, budget, refused))
            {
                var id = found.Definition.Id;
                if (taken.TryAdd(id, $"{found.Definition.ClassName} of {file}"))
                {
                    plugIns.Add(found);
                }
                else
                {
                    refused.Add(new RefusedStrategy(file, found.Definition.ClassName, $"Its name {id} is taken by {taken[id]}."));
                }
            }
        }

        return new StrategyCatalog(plugIns, refused);
    }

    /// <summary>The strategies of one assembly.</summary>
    public static StrategyCatalog LoadFile(string file, TimeSpan budget)
    {
        var refused = new List<RefusedStrategy>();
        var found = Read(Path.GetFullPath(file), budget, refused);
        return new StrategyCatalog(found.Where(one => BuiltInStrategies.Find(one.Definition.Id) is null).DistinctBy(one => one.Definition.Id), refused);
    }

    private static IEnumerable<string> Files(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var alone = Directory.EnumerateFiles(folder, "*.dll");
        var withOthers = Directory.EnumerateDirectories(folder).Select(own => Path.Combine(own, Path.GetFileName(own) + ".dll")).Where(File.Exists);

        // A build that copies what it was built against brings no strategy with it.
        return alone.Concat(withOthers).Where(file => !PluginContext.IsShared(Path.GetFileNameWithoutExtension(file))).Select(Path.GetFullPath).Order(StringComparer.Ordinal);
    }

    private static List<KnownStrategy> Read(string file, TimeSpan budget, List<RefusedStrategy> refused)
    {
        var found = new List<KnownStrategy>();
        try
        {
            var image = PluginImage.Load(file);
            foreach (var type in image.StrategyTypes())
            {
                try
                {
                    // Reads attributes and makes the parameters: code of the plug-in.
                    var definition = GuardedCall.Run($"reading {type.FullName}", () => StrategyDefinition.Of(type), budget);
                    found.Add(new KnownStrategy(definition, parameters => GuardedStrategy.Create(definition, parameters, budget), file, image.ContentHash));
                }
                catch (Exception e) when (e is StrategyDefinitionException or StrategyFaultException)
                {
                    refused.Add(new RefusedStrategy(file, type.FullName, e.Message));
                }
            }

            if (found.Count == 0 && refused.TrueForAll(one => one.Assembly != file))
            {
                refused.Add(new RefusedStrategy(file, Class: null, $"It has no strategy: no public class that implements {nameof(ITradingStrategy)}."));
            }
        }
        catch (PluginException e)
        {
            refused.Add(new RefusedStrategy(file, Class: null, e.Message));
        }

        return found;
    }
}
