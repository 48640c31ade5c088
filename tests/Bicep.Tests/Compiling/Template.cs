using System.Text.Json;

namespace TradingFunctions.Bicep.Tests.Compiling;

/// <summary>One resource of a compiled template, and the template that it stands in.</summary>
internal sealed record TemplateResource(JsonElement Json, JsonElement Template)
{
    public string Type => Json.GetProperty("type").GetString()!;

    public string ApiVersion => Json.GetProperty("apiVersion").GetString()!;

    public JsonElement Properties => Json.GetProperty("properties");

    /// <summary>A value by its path below <c>properties</c>; fails naming the path that is missing.</summary>
    public JsonElement Property(params string[] path)
    {
        var element = Properties;
        foreach (var name in path)
        {
            if (!element.TryGetProperty(name, out var child))
            {
                throw new KeyNotFoundException($"{Type} has no {string.Join('.', path)} in its properties.");
            }

            element = child;
        }

        return element;
    }
}

/// <summary>The compiled <c>bicep/main.bicep</c>.</summary>
internal static class Template
{
    private static readonly Lazy<(JsonElement Root, string Complaints)> Compiled = new(Compile);

    public static string Folder { get; } = Path.Combine(FindRoot(), "bicep");

    public static string Complaints => Compiled.Value.Complaints;

    public static JsonElement Root => Compiled.Value.Root;

    /// <summary>Every resource of every module; the deployments that modules become are not among them.</summary>
    public static IReadOnlyList<TemplateResource> Resources => [.. Of(Root)];

    public static IEnumerable<TemplateResource> OfType(string type)
    {
        var found = Resources.Where(resource => string.Equals(resource.Type, type, StringComparison.OrdinalIgnoreCase)).ToArray();
        found.ShouldNotBeEmpty($"no {type} in the template");
        return found;
    }

    private static (JsonElement Root, string Complaints) Compile()
    {
        var (json, complaints) = BicepCompiler.Compile("build", Path.Combine(Folder, "main.bicep"));
        return json.Length == 0
            ? throw new InvalidOperationException(complaints)
            : (JsonDocument.Parse(json).RootElement, complaints);
    }

    private static IEnumerable<TemplateResource> Of(JsonElement template)
    {
        var resources = template.GetProperty("resources");
        var items = resources.ValueKind == JsonValueKind.Object ? resources.EnumerateObject().Select(item => item.Value) : resources.EnumerateArray();
        foreach (var item in items)
        {
            if (item.TryGetProperty("existing", out var existing) && existing.GetBoolean())
            {
                continue;
            }

            if (item.GetProperty("type").GetString() == "Microsoft.Resources/deployments")
            {
                foreach (var inner in Of(item.GetProperty("properties").GetProperty("template")))
                {
                    yield return inner;
                }
            }
            else
            {
                yield return new TemplateResource(item, template);
            }
        }
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "TradingFunctions.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not lie in the repository.");
        }

        return folder;
    }
}
