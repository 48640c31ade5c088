using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TradingFunctions.Domain.Strategies;

namespace TradingFunctions.PluginKit;

/// <summary>Compiles plug-ins as their authors do: against the contract's assembly and the framework.</summary>
public static class PluginCompiler
{
    private const string Usings = """
        global using System;
        global using System.Linq;
        global using TradingFunctions.Domain;
        global using TradingFunctions.Domain.Market;
        global using TradingFunctions.Domain.Strategies;
        global using TradingFunctions.Domain.Strategies.Parameters;
        """;

    private static readonly Lazy<MetadataReference[]> Framework = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    /// <summary>Writes <c>NAME.dll</c> into a folder.</summary>
    /// <param name="others">Assemblies that it references besides.</param>
    /// <returns>Path of the assembly.</returns>
    public static string Compile(string folder, string name, string source, params string[] others)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, name + ".dll");
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(Usings), CSharpSyntaxTree.ParseText(source)],
            [.. Framework.Value, MetadataReference.CreateFromFile(typeof(ITradingStrategy).Assembly.Location), .. others.Select(path => MetadataReference.CreateFromFile(path))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));
        using var image = File.Create(file);
        var result = compilation.Emit(image);
        return result.Success ? file : throw new InvalidOperationException(string.Join(Environment.NewLine, result.Diagnostics));
    }
}
