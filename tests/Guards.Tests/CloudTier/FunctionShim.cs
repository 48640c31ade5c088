using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TradingFunctions.Guards.Tests.CloudTier;

/// <summary>A method of the Functions app that the Functions host runs, as its source says.</summary>
/// <param name="Name">Of the function.</param>
/// <param name="Trigger">Attribute of the parameter that triggers it, such as <c>HttpTrigger</c>.</param>
/// <param name="Arguments">The trigger's arguments as they are written.</param>
/// <param name="Body">What it does: one expression.</param>
internal sealed record FunctionShim(string Name, string Trigger, IReadOnlyList<string> Arguments, string Body, string Where)
{
    public static IReadOnlyList<FunctionShim> All { get; } = [.. Repository.CloudTier
        .Where(project => !project.IsTest)
        .SelectMany(Repository.Sources)
        .SelectMany(source => CSharpSyntaxTree.ParseText(source.Value).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Select(method => Read(method, source.Key)))
        .OfType<FunctionShim>()];

    public static IEnumerable<FunctionShim> Of(string trigger) => All.Where(shim => shim.Trigger == trigger);

    public string Text(int argument) => Arguments[argument].Trim('"');

    public string? Named(string argument) => Arguments.FirstOrDefault(text => text.StartsWith($"{argument} = ", StringComparison.Ordinal))?[(argument.Length + 3)..].Trim('"');

    static FunctionShim? Read(MethodDeclarationSyntax method, string path)
    {
        if (Find(method.AttributeLists, "Function") is not { } function)
            return null;
        var trigger = method.ParameterList.Parameters.Select(parameter => Find(parameter.AttributeLists, "Trigger")).OfType<AttributeSyntax>().Single();
        return new(
            ArgumentsOf(function).Single().Trim('"'), trigger.Name.ToString(), [.. ArgumentsOf(trigger)], method.ExpressionBody?.Expression.ToString() ?? method.Body?.ToString() ?? "",
            $"{path}: {method.Identifier.ValueText}");
    }

    /// <summary>An attribute of this name, or one that ends with it.</summary>
    static AttributeSyntax? Find(SyntaxList<AttributeListSyntax> lists, string name) =>
        lists.SelectMany(list => list.Attributes).FirstOrDefault(attribute => attribute.Name.ToString().EndsWith(name, StringComparison.Ordinal));

    static IEnumerable<string> ArgumentsOf(AttributeSyntax attribute) => attribute.ArgumentList?.Arguments.Select(argument => argument.ToString()) ?? [];
}
