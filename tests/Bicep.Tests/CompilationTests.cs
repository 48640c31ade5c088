using TradingFunctions.Bicep.Tests.Compiling;

namespace TradingFunctions.Bicep.Tests;

public sealed class CompilationTests
{
    [BicepFact]
    public void Template_Compiled_GivesNoWarning() => Template.Complaints.ShouldBeEmpty();

    [BicepFact]
    public void Parameters_Compiled_GiveNoWarning()
    {
        var (json, complaints) = BicepCompiler.Compile("build-params", Path.Combine(Template.Folder, "main.bicepparam"));

        complaints.ShouldBeEmpty();
        json.ShouldContain("environmentName");
    }

    [BicepFact]
    public void Parameters_OfEveryTemplate_AreDescribed()
    {
        var undescribed =
            from template in Template.Resources.Select(resource => resource.Template).Append(Template.Root)
            where template.TryGetProperty("parameters", out _)
            from parameter in template.GetProperty("parameters").EnumerateObject()
            where !parameter.Value.TryGetProperty("metadata", out var metadata) || !metadata.TryGetProperty("description", out _)
            select parameter.Name;

        undescribed.ShouldBeEmpty();
    }
}
