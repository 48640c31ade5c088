using System.Reflection;
using System.Runtime.Loader;
using TradingFunctions.Domain.Strategies;

namespace TradingFunctions.Infra.Plugins;

/// <summary>Where one plug-in's assemblies live. What a host and a strategy share is the host's; everything else is the plug-in's own.</summary>
internal sealed class PluginContext(string file) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(file))
{
    private static readonly string Contract = typeof(ITradingStrategy).Assembly.GetName().Name!;

    private readonly AssemblyDependencyResolver resolver = new(file);

    /// <summary>Whether an assembly is the contract.</summary>
    public static bool IsShared(string? simpleName) => string.Equals(simpleName, Contract, StringComparison.OrdinalIgnoreCase);

    /// <summary>Loads an assembly from a copy: its file can be replaced while the host runs.</summary>
    public Assembly LoadCopy(byte[] image)
    {
        using var stream = new MemoryStream(image, writable: false);
        return LoadFromStream(stream);
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (IsShared(assemblyName.Name))
        {
            return typeof(ITradingStrategy).Assembly;
        }

        return resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadCopy(File.ReadAllBytes(path)) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : nint.Zero;
}
