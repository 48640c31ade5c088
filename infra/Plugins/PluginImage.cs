using System.Reflection;
using System.Security.Cryptography;
using TradingFunctions.Domain.Strategies;

namespace TradingFunctions.Infra.Plugins;

/// <summary>One plug-in's assembly, loaded.</summary>
internal sealed class PluginImage(Assembly assembly, string contentHash)
{
    /// <summary>SHA-256 of the file, in lower-case hexadecimal.</summary>
    public string ContentHash => contentHash;

    /// <exception cref="PluginException">It is no assembly, or cannot be read.</exception>
    public static PluginImage Load(string file)
    {
        try
        {
            var bytes = File.ReadAllBytes(file);
            return new PluginImage(new PluginContext(file).LoadCopy(bytes), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
        catch (BadImageFormatException e)
        {
            throw new PluginException("It is no .NET assembly.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FileLoadException or ArgumentException or InvalidOperationException)
        {
            throw new PluginException($"It cannot be loaded: {e.Message}", e);
        }
    }

    /// <summary>Public classes that implement the contract or claim to be a strategy, by name.</summary>
    /// <exception cref="PluginException">A type of it needs what is not there.</exception>
    public IReadOnlyList<Type> StrategyTypes()
    {
        try
        {
            return [.. assembly.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false } && IsMeant(type)).OrderBy(type => type.FullName, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is TypeLoadException or FileNotFoundException or FileLoadException or ReflectionTypeLoadException or BadImageFormatException)
        {
            throw new PluginException(
                $"It does not fit this host, whose contract version is {StrategyContract.Version}: {(e as ReflectionTypeLoadException)?.LoaderExceptions[0]?.Message ?? e.Message} Build it against this host.", e);
        }
    }

    private static bool IsMeant(Type type) =>
        typeof(ITradingStrategy).IsAssignableFrom(type) || type.CustomAttributes.Any(attribute => attribute.AttributeType == typeof(StrategyAttribute));
}
