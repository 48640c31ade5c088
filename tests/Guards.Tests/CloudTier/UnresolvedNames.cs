using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TradingFunctions.Guards.Tests.CloudTier;

/// <summary>Tells an error that only says that a package is absent from one that a change of ours has caused.</summary>
internal static class UnresolvedNames
{
    // A type or namespace not found; a namespace without that member; a name not found where a value could stand.
    static readonly string[] NotFound = ["CS0246", "CS0234", "CS0103"];

    /// <summary>Whether the error is a name of <see cref="CloudPackages"/>, and the file imports the namespace that it is listed under.</summary>
    public static bool IsAbsentPackage(Diagnostic error)
    {
        if (!NotFound.Contains(error.Id, StringComparer.Ordinal))
            return false;
        var root = error.Location.SourceTree!.GetRoot();
        var node = root.FindNode(error.Location.SourceSpan);
        if (node.Parent is UsingDirectiveSyntax)
            return CloudPackages.Types.ContainsKey(node.ToString());
        var qualified = node.AncestorsAndSelf().OfType<QualifiedNameSyntax>().LastOrDefault();
        return qualified is null ? Names(node, Imports(root)) : Names(qualified);
    }

    static bool Names(QualifiedNameSyntax name)
    {
        var text = name.ToString();
        return CloudPackages.Types.Any(package => text == package.Key || package.Value.Any(type => text == $"{package.Key}.{type}"));
    }

    static bool Names(SyntaxNode node, HashSet<string> imports)
    {
        var name = node.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().FirstOrDefault()?.Identifier.ValueText;
        return CloudPackages.Types.Any(package => imports.Contains(package.Key) && package.Value.Contains(name, StringComparer.Ordinal));
    }

    static HashSet<string> Imports(SyntaxNode root) => root.DescendantNodes()
        .OfType<UsingDirectiveSyntax>()
        .Where(import => import.Alias is null)
        .Select(import => import.Name!.ToString())
        .Concat(CloudCompilation.SdkUsings)
        .ToHashSet(StringComparer.Ordinal);
}
