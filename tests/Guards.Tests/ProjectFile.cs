using System.Xml.Linq;

namespace TradingFunctions.Guards.Tests;

/// <summary>What the guards read of a project file; conditions are ignored, so that both tiers are judged.</summary>
/// <param name="Path">From the repository's root, with forward slashes.</param>
/// <param name="Friends">Assemblies that see its internals.</param>
/// <param name="ProjectReferences">Paths like <paramref name="Path"/>.</param>
internal sealed record ProjectFile(
    string Path,
    bool CloudTier,
    bool IsTest,
    IReadOnlyList<string> ProjectReferences,
    IReadOnlyList<string> PackageReferences,
    IReadOnlyList<string> Usings,
    IReadOnlyList<string> Friends)
{
    public bool IsExe { get; private init; }

    public string Folder => System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '/');

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public static ProjectFile Read(string path, string xml)
    {
        var project = XElement.Parse(xml);
        var folder = System.IO.Path.GetDirectoryName(path)!;
        return new(
            path,
            IsTrue("CloudTier"),
            IsTrue("IsTestProject"),
            [.. Includes("ProjectReference").Select(reference => Normalise(System.IO.Path.Combine(folder, reference)))],
            [.. Includes("PackageReference")],
            [.. Includes("Using")],
            [.. Includes("InternalsVisibleTo")])
        {
            IsExe = project.Descendants("OutputType").Any(element => element.Value == "Exe"),
        };

        bool IsTrue(string property) => project.Descendants(property).Any(element => element.Value == "true");

        IEnumerable<string> Includes(string item) =>
            project.Descendants(item).Select(element => element.Attribute("Include")?.Value).OfType<string>();
    }

    static string Normalise(string path) =>
        System.IO.Path.GetRelativePath("/", System.IO.Path.GetFullPath(path, "/")).Replace('\\', '/');
}
