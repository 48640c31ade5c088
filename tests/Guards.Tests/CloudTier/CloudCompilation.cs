using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TradingFunctions.Guards.Tests.CloudTier;

/// <summary>Compiles a cloud-tier project without its packages: its sources, the framework, and our own assemblies that it references.</summary>
internal static class CloudCompilation
{
    static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);

    /// <summary>Namespaces that the SDK imports into every file.</summary>
    public static readonly string[] SdkUsings =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    static readonly string[] TestUsings = ["Xunit", "Shouldly"];

    static readonly Dictionary<string, string> Installed = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .DistinctBy(Path.GetFileNameWithoutExtension, StringComparer.Ordinal)
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path)!, StringComparer.Ordinal);

    static readonly Lazy<ISourceGenerator[]> Generators = new(() => [.. FindGenerators()]);

    static readonly ConcurrentDictionary<string, MetadataReference> References = new(StringComparer.Ordinal);

    static readonly ConcurrentDictionary<string, CSharpCompilation> Compilations = new(StringComparer.Ordinal);

    public static IEnumerable<Diagnostic> Errors(ProjectFile project) => Errors(Of(project).GetDiagnostics());

    /// <summary>Errors in the source at <paramref name="editedPath"/> with its text replaced: those of one file cost a tenth of those of its project.</summary>
    public static IEnumerable<Diagnostic> Errors(ProjectFile project, string editedPath, string text)
    {
        var compilation = Of(project);
        var edited = Parse(text, editedPath);
        compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(tree => tree.FilePath == editedPath), edited);
        return Errors(compilation.GetSemanticModel(edited).GetDiagnostics());
    }

    static IEnumerable<Diagnostic> Errors(IEnumerable<Diagnostic> diagnostics) => diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error);

    static CSharpCompilation Of(ProjectFile project) => Compilations.GetOrAdd(project.Name, _ => Compile(project));

    static CSharpCompilation Compile(ProjectFile project)
    {
        var usings = SdkUsings.Concat(project.Usings).Concat(project.IsTest ? TestUsings : []).Select(name => $"global using {name};\n");
        var friends = project.Friends.Select(name => $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{name}\")]\n");
        var compilation = CSharpCompilation.Create(
            project.Name,
            [.. Repository.Sources(project).Select(source => Parse(source.Value, source.Key)), Parse(string.Concat(usings.Concat(friends)), "Usings.cs")],
            ReferencesOf(project),
            new(project.IsExe ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create(Generators.Value, parseOptions: Parsing).RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _);
        return (CSharpCompilation)generated;
    }

    static IEnumerable<MetadataReference> ReferencesOf(ProjectFile project)
    {
        var closure = Closure(project).ToHashSet(StringComparer.Ordinal);
        var cloud = Repository.CloudTier.Where(other => closure.Contains(other.Name)).ToArray();
        return Installed
            .Where(assembly => !assembly.Key.StartsWith("TradingFunctions.", StringComparison.Ordinal) || closure.Contains(assembly.Key))
            .Where(assembly => cloud.All(other => other.Name != assembly.Key))
            .Select(assembly => References.GetOrAdd(assembly.Value, path => MetadataReference.CreateFromFile(path)))
            .Concat(cloud.Select(other => Of(other).ToMetadataReference()));
    }

    static IEnumerable<string> Closure(ProjectFile project) => project.ProjectReferences
        .Select(path => Repository.Projects.Single(other => other.Path == path))
        .SelectMany(other => Closure(other).Prepend(other.Name));

    static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, Parsing, path);

    static IEnumerable<ISourceGenerator> FindGenerators() => typeof(CloudCompilation).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "FrameworkGenerators").Value!.Split('|')
        .SelectMany(path => new AnalyzerFileReference(path, new Loader()).GetGenerators(LanguageNames.CSharp));

    sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
            // The generators of the framework need nothing but Roslyn itself.
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
