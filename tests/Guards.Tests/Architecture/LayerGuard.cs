namespace TradingFunctions.Guards.Tests.Architecture;

/// <summary>References point one way: Domain, Pipeline, then Api and the adapters, then what hosts share, then the hosts, then tests; never sideways.</summary>
internal static class LayerGuard
{
    static readonly (string Folder, int Layer)[] Layers =
    [
        ("functions/Domain", 0),
        ("functions/Pipeline", 1),
        ("functions/Api", 2),
        ("functions/Dashboard", 2),
        ("infra/", 2),
        ("functions/Hosting", 3),
        ("functions/Local", 4),
        ("functions/Azure", 4),
        ("templates/", 5),
        ("tests/", 5),
    ];

    /// <summary>What the project breaks, one sentence each; empty when it breaks nothing.</summary>
    public static IEnumerable<string> Violations(ProjectFile project)
    {
        var own = LayerOf(project.Path);
        foreach (var reference in project.ProjectReferences.Where(reference => LayerOf(reference) >= own && own < 5))
            yield return $"{project.Path} references {reference}, which is not below it.";
        foreach (var package in project.PackageReferences.Where(package => !MayUse(own, package)))
            yield return $"{project.Path} references the package {package}.";
    }

    static int LayerOf(string path) => Layers.First(layer => path.StartsWith(layer.Folder, StringComparison.Ordinal)).Layer;

    static bool MayUse(int layer, string package) => layer switch
    {
        0 => false,
        1 => IsAbstractions(package),
        _ => true,
    };

    /// <summary>The only packages of Pipeline: contracts of the framework's own extensions.</summary>
    public static bool IsAbstractions(string package) =>
        package.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) && package.EndsWith(".Abstractions", StringComparison.Ordinal);
}
