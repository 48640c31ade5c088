using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace TradingFunctions.Hosting.Configuration;

/// <summary>Reads YAML into settings; variables in it are put in on the way.</summary>
internal sealed class YamlSettings(string file, VariableText variables, List<ConfigurationError> errors)
{
    public MapSetting Read(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 0)
                return new MapSetting(file, []);
            return Convert(stream.Documents[0].RootNode) switch
            {
                MapSetting map => map,
                ScalarSetting { Text: null } => new MapSetting(file, []),
                var other => Refuse(other.Source, "must hold keys and values."),
            };
        }
        catch (YamlException e)
        {
            return Refuse(Line(e.Start), $"is not YAML: {(e.InnerException ?? e).Message}");
        }
    }

    private MapSetting Refuse(string source, string message)
    {
        errors.Add(new ConfigurationError(source, string.Empty, message));
        return new MapSetting(source, []);
    }

    private Setting Convert(YamlNode node) => node switch
    {
        YamlMappingNode map => new MapSetting(Line(node.Start), [.. map.Children.Select(pair => (((YamlScalarNode)pair.Key).Value ?? string.Empty, Convert(pair.Value)))]),
        YamlSequenceNode list => new ListSetting(Line(node.Start), [.. list.Children.Select(Convert)]),
        YamlScalarNode scalar => ConvertScalar(scalar),
        _ => throw new YamlException(node.Start, node.End, "Unknown kind of node."),
    };

    private ScalarSetting ConvertScalar(YamlScalarNode scalar)
    {
        var source = Line(scalar.Start);
        var isQuoted = scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any);
        var text = scalar.Value ?? string.Empty;
        if (!isQuoted && text is "" or "~" or "null")
            return new ScalarSetting(source, Text: null, isQuoted);
        if (!variables.TryExpand(text, out var expanded, out var error))
            errors.Add(new ConfigurationError(source, string.Empty, error));
        return new ScalarSetting(source, expanded, isQuoted, IsLiteral: !text.Contains("${", StringComparison.Ordinal));
    }

    private string Line(Mark mark) => string.Create(CultureInfo.InvariantCulture, $"{file}({mark.Line})");
}
