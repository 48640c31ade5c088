using System.Text.Json;
using System.Text.Json.Nodes;
using TradingFunctions.Domain;

namespace TradingFunctions.Local.Sweeps;

/// <summary>Parameter sets from texts such as <c>momentum.buyAbove=0.003,0.005</c>: all combinations per strategy.</summary>
public static class SweepGrid
{
    /// <summary>More are not what one waits for.</summary>
    public const int Most = 1_000;

    /// <param name="strategies">Strategies that run with their defaults where no axis names them.</param>
    /// <param name="axes">Values per strategy and parameter.</param>
    /// <returns>Points in the order given, or what is wrong.</returns>
    public static (IReadOnlyList<SweepPoint> Points, string? Error) Expand(IReadOnlyList<StrategyId> strategies, IReadOnlyList<string> axes)
    {
        var byStrategy = new List<(StrategyId Strategy, List<(string Name, JsonNode?[] Values)> Axes)>();
        foreach (var strategy in strategies)
        {
            AxesOf(strategy);
        }

        foreach (var text in axes)
        {
            if (Parse(text) is not { } axis)
            {
                return ([], $"'{text}' must be strategy.parameter=value,value,...");
            }

            if (!StrategyId.TryCreate(axis.Strategy, out var id, out var error))
            {
                return ([], $"'{text}': the strategy {error}");
            }

            var known = AxesOf(id);
            if (known.Exists(other => other.Name == axis.Name))
            {
                return ([], $"{axis.Strategy}.{axis.Name} is given twice.");
            }

            known.Add((axis.Name, axis.Values));
        }

        var points = new List<SweepPoint>();
        foreach (var (strategy, ofStrategy) in byStrategy)
        {
            List<JsonObject> sets = [[]];
            foreach (var (name, values) in ofStrategy)
            {
                if ((long)sets.Count * values.Length > Most)
                {
                    return ([], $"{strategy} has more than {Most} parameter sets.");
                }

                sets = [.. sets.SelectMany(set => values.Select(value => With(set, name, value)))];
            }

            points.AddRange(sets.Select(set => new SweepPoint(strategy, set)));
        }

        return points.Count is 0 or > Most ? ([], $"A sweep has 1 to {Most} parameter sets, this one {points.Count}.") : (points, null);

        List<(string Name, JsonNode?[] Values)> AxesOf(StrategyId strategy)
        {
            var at = byStrategy.FindIndex(one => one.Strategy == strategy);
            if (at < 0)
            {
                byStrategy.Add((strategy, []));
                at = byStrategy.Count - 1;
            }

            return byStrategy[at].Axes;
        }
    }

    private static (string Strategy, string Name, JsonNode?[] Values)? Parse(string text)
    {
        var (dot, equals) = (text.IndexOf('.', StringComparison.Ordinal), text.IndexOf('=', StringComparison.Ordinal));
        if (dot <= 0 || equals <= dot + 1 || equals == text.Length - 1)
        {
            return null;
        }

        var values = text[(equals + 1)..].Split(',', StringSplitOptions.TrimEntries);
        return Array.Exists(values, value => value.Length == 0) ? null : (text[..dot], text[(dot + 1)..equals], Array.ConvertAll(values, Value));
    }

    private static JsonNode? Value(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private static JsonObject With(JsonObject set, string name, JsonNode? value)
    {
        var copy = (JsonObject)set.DeepClone();
        copy[name] = value?.DeepClone();
        return copy;
    }
}
