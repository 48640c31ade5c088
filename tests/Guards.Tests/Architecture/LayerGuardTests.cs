using System.Reflection;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Guards.Tests.Architecture;

public sealed class LayerGuardTests
{
    [Fact]
    public void Projects_OfTheRepository_ReferenceOnlyWhatIsBelowThem() =>
        Repository.Projects.SelectMany(LayerGuard.Violations).ShouldBeEmpty();

    [Theory]
    [InlineData("functions/Domain/D.csproj", """<PackageReference Include="Polly" />""")]
    [InlineData("functions/Domain/D.csproj", """<ProjectReference Include="../Pipeline/P.csproj" />""")]
    [InlineData("functions/Pipeline/P.csproj", """<PackageReference Include="Polly" />""")]
    [InlineData("functions/Pipeline/P.csproj", """<PackageReference Include="Microsoft.Extensions.Hosting" />""")]
    [InlineData("functions/Pipeline/P.csproj", """<ProjectReference Include="../../infra/Sqlite/S.csproj" />""")]
    [InlineData("functions/Api/A.csproj", """<ProjectReference Include="../../infra/Sqlite/S.csproj" />""")]
    [InlineData("infra/Cosmos/C.csproj", """<ProjectReference Include="../Sqlite/S.csproj" />""")]
    [InlineData("infra/Cosmos/C.csproj", """<ProjectReference Include="../../functions/Local/L.csproj" />""")]
    [InlineData("functions/Azure/Z.csproj", """<ProjectReference Include="../Local/L.csproj" />""")]
    [InlineData("functions/Hosting/H.csproj", """<ProjectReference Include="../Local/L.csproj" />""")]
    public void Violations_OfAPlantedReference_NameIt(string path, string reference)
    {
        var planted = ProjectFile.Read(path, $"<Project><ItemGroup Condition=\"'$(Cloud)' == 'true'\">{reference}</ItemGroup></Project>");

        LayerGuard.Violations(planted).ShouldHaveSingleItem().ShouldStartWith(path);
    }

    [Theory]
    [InlineData("functions/Pipeline/P.csproj", """<PackageReference Include="Microsoft.Extensions.Logging.Abstractions" />""")]
    [InlineData("infra/Cosmos/C.csproj", """<ProjectReference Include="../../functions/Pipeline/P.csproj" />""")]
    [InlineData("functions/Azure/Z.csproj", """<ProjectReference Include="../../infra/Cosmos/C.csproj" />""")]
    [InlineData("tests/Local.Tests/T.csproj", """<ProjectReference Include="../TestKit/K.csproj" />""")]
    public void Violations_OfAReferenceDownwards_AreNone(string path, string reference) =>
        LayerGuard.Violations(ProjectFile.Read(path, $"<Project><ItemGroup>{reference}</ItemGroup></Project>")).ShouldBeEmpty();

    [Fact]
    public void Domain_AsBuilt_ReferencesTheFrameworkAlone() => NotOfTheFramework(typeof(Bar).Assembly).ShouldBeEmpty();

    [Fact]
    public void Pipeline_AsBuilt_ReferencesDomainAndAbstractionsAlone() =>
        NotOfTheFramework(typeof(IOrchestrationContext).Assembly)
            .Where(name => name != "TradingFunctions.Domain" && !LayerGuard.IsAbstractions(name))
            .ShouldBeEmpty();

    [Fact]
    public void NotOfTheFramework_OfThisAssembly_FindsItsPackages() =>
        NotOfTheFramework(typeof(LayerGuardTests).Assembly).ShouldContain("Shouldly");

    static IEnumerable<string> NotOfTheFramework(Assembly assembly)
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => !File.Exists(Path.Combine(framework, name + ".dll")));
    }
}
