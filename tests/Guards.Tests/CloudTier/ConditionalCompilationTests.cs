using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TradingFunctions.Guards.Tests.CloudTier;

/// <summary>What is compiled in the cloud tier is what the guard compiles: no conditional code.</summary>
public sealed class ConditionalCompilationTests
{
    [Fact]
    public void Sources_OfTheCloudTier_HoldNoConditionalCode() =>
        Repository.CloudTier.SelectMany(Repository.Sources).Where(source => HasConditions(source.Value)).ShouldBeEmpty();

    [Theory]
    [InlineData("class C;\n#if CLOUD\nclass D;\n#endif\n", true)]
    [InlineData("class C\n{\n    // #if CLOUD\n    const string Text = \"#if CLOUD\";\n}\n", false)]
    public void HasConditions_OfASource_SeesDirectivesAlone(string source, bool expected) => HasConditions(source).ShouldBe(expected);

    static bool HasConditions(string source) =>
        CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.IfDirectiveTrivia));
}
