using System.Text.Json.Nodes;
using TradingFunctions.Pipeline.Live;

namespace TradingFunctions.Pipeline.Tests.Live;

/// <summary>A screen that applies frames as the dashboard does.</summary>
internal sealed class LiveScreen
{
    private readonly SortedDictionary<string, string> documents = new(StringComparer.Ordinal);

    public long Sequence { get; private set; } = -1;

    /// <summary>Kinds of the frames applied.</summary>
    public List<string> Kinds { get; } = [];

    public string Shown => string.Join('\n', documents.Select(pair => $"{pair.Key}={pair.Value}"));

    public void Apply(LiveFrame frame)
    {
        var json = JsonNode.Parse(frame.Json.Span)!;
        var kind = (string)json["kind"]!;
        Kinds.Add(kind);
        if (kind == "snapshot")
        {
            documents.Clear();
        }
        else
        {
            ((long)json["from"]!).ShouldBe(Sequence);
        }

        foreach (var (section, items) in json["set"]!.AsObject())
        {
            foreach (var (id, document) in items!.AsObject())
            {
                documents[$"{section}/{id}"] = document!.ToJsonString();
            }
        }

        foreach (var (section, ids) in json["removed"]!.AsObject())
        {
            foreach (var id in ids!.AsArray())
            {
                documents.Remove($"{section}/{id}");
            }
        }

        Sequence = (long)json["sequence"]!;
        frame.Sequence.ShouldBe(Sequence);
    }
}
