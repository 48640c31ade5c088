namespace TradingFunctions.Guards.Tests;

/// <summary>The working tree that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every project of the tree, by path.</summary>
    public static IReadOnlyList<ProjectFile> Projects { get; } =
        [.. Files("*.csproj").Select(path => ProjectFile.Read(Relative(path), File.ReadAllText(path)))];

    public static IEnumerable<ProjectFile> CloudTier => Projects.Where(project => project.CloudTier);

    /// <summary>Sources of a project: path from the root, and text.</summary>
    public static IReadOnlyDictionary<string, string> Sources(ProjectFile project) =>
        Files("*.cs", Path.Combine(Root, project.Folder)).ToDictionary(Relative, File.ReadAllText);

    static IEnumerable<string> Files(string pattern, string? folder = null) =>
        Directory.EnumerateFiles(folder ?? Root, pattern, SearchOption.AllDirectories)
            .Where(path => !Relative(path).Split('/').Any(part => part is "bin" or "obj" or "node_modules"))
            .Order(StringComparer.Ordinal);

    static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "TradingFunctions.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not lie in the repository.");
        return folder;
    }
}
