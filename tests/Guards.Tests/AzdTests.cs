namespace TradingFunctions.Guards.Tests;

/// <summary>What <c>azd up</c> does, by <c>azure.yaml</c>.</summary>
public sealed class AzdTests
{
    static readonly string[] Lines = [.. File.ReadLines(Path.Combine(Repository.Root, "azure.yaml")).Where(line => !line.TrimStart().StartsWith('#'))];

    [Fact]
    public void Up_Provisions_BeforeItBuilds() =>
        Section("workflows").Where(line => line.StartsWith("- azd: ", StringComparison.Ordinal)).ShouldBe(["- azd: provision", "- azd: package --all", "- azd: deploy --all"]);

    [Fact]
    public void Up_BeforeItProvisions_SetsCloudForTheBuild()
    {
        string[] hooks = [.. Section("hooks")];

        hooks[0].ShouldBe("preprovision:");
        hooks.ShouldContain("run: azd env set Cloud true");
    }

    static IEnumerable<string> Section(string name) =>
        Lines.SkipWhile(line => line != $"{name}:").Skip(1).TakeWhile(line => line.StartsWith(' ')).Select(line => line.Trim());
}
