using System.Text.Json;
using System.Xml.Linq;

namespace TradingFunctions.Guards.Tests;

/// <summary>docs/packages.md names what is used, in the versions that are used.</summary>
public sealed class PackageDocumentTests
{
    const string Npm = "npm: ";

    static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "packages.md"));

    [Fact]
    public void CloudTier_OfTheDocument_HasTheVersionsThatAreBuiltAgainst()
    {
        var built = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Root!.Elements("ItemGroup")
            .Single(group => (string?)group.Attribute("Label") == "Cloud tier").Elements("PackageVersion")
            .Select(package => ((string)package.Attribute("Include")!, (string)package.Attribute("Version")!));
        using var npm = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "package.json")));
        var tools = npm.RootElement.GetProperty("devDependencies").EnumerateObject().Select(tool => (Npm + tool.Name, tool.Value.GetString()!));

        Documented().ShouldBe(built.Concat(tools), ignoreOrder: true);
    }

    [Fact]
    public void Packages_OfTheLocalTools_ArePinned()
    {
        using var npm = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "package.json")));

        npm.RootElement.GetProperty("devDependencies").EnumerateObject().Select(tool => tool.Value.GetString()!).Where(version => !Version.TryParse(version, out _)).ShouldBeEmpty();
    }

    [Fact]
    public void EveryPackageOfAProject_IsInTheDocument()
    {
        var used = Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Repository.Root, "Directory.Build.*"))
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !path.Contains("templates", StringComparison.Ordinal))
            .SelectMany(path => XDocument.Load(path).Descendants("PackageReference").Select(reference => (string?)reference.Attribute("Include")).OfType<string>())
            .Distinct(StringComparer.Ordinal)
            .ToArray();

        used.Length.ShouldBeGreaterThan(20);
        used.Where(name => !Names().Contains(name)).ShouldBeEmpty();
    }

    /// <summary>Package and version in the cloud tier's table; a row may have several packages of one version.</summary>
    static IEnumerable<(string Name, string Version)> Documented() =>
        from row in Rows(Document[Document.IndexOf("## Cloud tier", StringComparison.Ordinal)..])
        from name in row[0].Split(", ")
        select (name, row[1]);

    static HashSet<string> Names() => [.. Rows(Document).SelectMany(row => row[0].Split([", ", " with ", "; "], StringSplitOptions.TrimEntries))];

    /// <summary>Cells of the rows of tables, without their heads.</summary>
    static IEnumerable<string[]> Rows(string text) => text.Split('\n')
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| --", StringComparison.Ordinal) && !line.StartsWith("| package |", StringComparison.Ordinal))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]);
}
