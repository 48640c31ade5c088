using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Guards.Tests.Risk;

/// <summary>The broker's input cannot be made outside the gate.</summary>
public sealed class ApprovedOrderGuardTests
{
    [Theory]
    [InlineData("static ApprovedOrder F(OrderTerms terms, DateTime now) => new ApprovedOrder(terms, now);", "CS1729")]
    [InlineData("static ApprovedOrder F(OrderTerms terms, DateTime now) => new(terms, now);", "CS1729")]
    [InlineData("static ApprovedOrder F() => new();", "CS1729")]
    [InlineData("static T Make<T>() where T : new() => new T(); static ApprovedOrder F() => Make<ApprovedOrder>();", "CS0310")]
    [InlineData("static ApprovedOrder F() => default;", "CS8603")]
    [InlineData("static ApprovedOrder F(ApprovedOrder one, OrderTerms terms) => one with { Terms = terms };", "CS8858")]
    [InlineData("static void F(ApprovedOrder one, OrderTerms terms) => one.Terms = terms;", "CS0200")]
    [InlineData("sealed class Forged : ApprovedOrder { }", "CS0509")]
    public void Source_ThatMakesAnApprovedOrder_DoesNotCompile(string member, string error) => Errors(member).ShouldContain(error);

    [Fact]
    public void Source_ThatOnlyReadsAnApprovedOrder_Compiles() =>
        Errors("static OrderTerms F(ApprovedOrder one) => one.Terms;").ShouldBeEmpty();

    [Fact]
    public void Default_OfAnApprovedOrder_IsNone() => default(ApprovedOrder).ShouldBeNull();

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"terms":{},"approvedUtc":"2026-01-05T15:00:00Z"}""")]
    [InlineData("""{"Terms":null,"ApprovedUtc":"2026-01-05T15:00:00Z"}""")]
    public void Json_OfAnApprovedOrder_IsNotRead(string json)
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

        Should.Throw<NotSupportedException>(() => JsonSerializer.Deserialize<ApprovedOrder>(json, options));
    }

    /// <summary>The runtime hands out the memory of any class; what it hands out holds no order.</summary>
    [Fact]
    public void UninitializedObject_OfAnApprovedOrder_HoldsNoOrder() =>
        ((ApprovedOrder)RuntimeHelpers.GetUninitializedObject(typeof(ApprovedOrder))).Terms.ShouldBeNull();

    /// <summary>Ids of what the compiler refuses, with the build's own setting: nullable on and warnings as errors.</summary>
    private static string[] Errors(string member)
    {
        var source = $"using System; using TradingFunctions.Domain.Orders; using TradingFunctions.Domain.Risk; static class Outside {{ {member} }}";
        var trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, generalDiagnosticOption: ReportDiagnostic.Error);
        var compilation = CSharpCompilation.Create(
            "Outside",
            [CSharpSyntaxTree.ParseText(source)],
            trusted.Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
            options);
        return [.. compilation.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error).Select(found => found.Id)];
    }
}
