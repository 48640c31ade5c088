using System.Text.Json;
using System.Text.Json.Serialization;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Files;

/// <summary>One line of a file of news.</summary>
internal sealed record NewsLine(string Symbol, DateTimeOffset AtUtc, string Text);

/// <summary>News out of a file of JSON lines: <c>{"symbol":"AAPL","atUtc":"2026-01-05T14:00:00Z","text":"..."}</c>, in any order. It is read once.</summary>
public sealed class NewsFile : INewsSource
{
    private readonly Dictionary<Symbol, NewsItem[]> items;

    private NewsFile(Dictionary<Symbol, NewsItem[]> items) => this.items = items;

    /// <exception cref="FormatException">A line is not what it should be; the message names file and line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static NewsFile Read(string path)
    {
        var lines = new List<(Symbol Symbol, NewsItem Item)>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                lines.Add(Parse(line, path, number));
            }
        }

        return new NewsFile(lines.GroupBy(l => l.Symbol, l => l.Item).ToDictionary(g => g.Key, g => g.OrderByDescending(i => i.AtUtc).ThenBy(i => i.Text, StringComparer.Ordinal).ToArray()));
    }

    public IReadOnlyList<NewsItem> Find(Symbol symbol, DateTime fromUtc, DateTime toUtc, int limit) =>
        items.TryGetValue(symbol, out var known) ? [.. known.Where(item => item.AtUtc > fromUtc && item.AtUtc <= toUtc).Take(limit)] : [];

    private static (Symbol Symbol, NewsItem Item) Parse(string line, string path, int number)
    {
        try
        {
            var news = JsonSerializer.Deserialize(line, NewsJson.Default.NewsLine);
            if (news is null || !Symbol.TryCreate(news.Symbol.ToUpperInvariant(), out var symbol, out var error))
            {
                throw new FormatException($"{path}, line {number}: symbol: must be a ticker.");
            }

            return (symbol, new NewsItem(news.AtUtc.UtcDateTime, news.Text));
        }
        catch (JsonException e)
        {
            throw new FormatException($"{path}, line {number}: {e.Message}", e);
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(NewsLine))]
internal sealed partial class NewsJson : JsonSerializerContext;
