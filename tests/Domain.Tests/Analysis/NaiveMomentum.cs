using TradingFunctions.Domain.Analysis;

namespace TradingFunctions.Domain.Tests.Analysis;

/// <summary>The rule once more, over a column with gaps, from its description alone: a list of present prices, each with its neighbours.</summary>
internal static class NaiveMomentum
{
    public sealed record Row(int Index, double Price, double? Change, string Signal, string Quality);

    public static List<Row> Evaluate(IReadOnlyList<double> column, double buyAbove = 0.005, double sellBelow = -0.005)
    {
        var present = column.Select((price, index) => (price, index)).Where(p => !double.IsNaN(p.price)).ToList();
        return [.. present.Select((p, i) =>
        {
            double? change = i == 0 ? null : p.price / present[i - 1].price - 1;
            var signal = change > buyAbove ? "buy" : change < sellBelow ? "sell" : "hold";
            double? next = i + 1 < present.Count ? present[i + 1].price : null;
            var quality = (signal, next) switch
            {
                ("buy", { } n) when n > p.price => "good",
                ("buy", { } n) when n < p.price => "bad",
                ("sell", { } n) when n < p.price => "good",
                ("sell", { } n) when n > p.price => "bad",
                _ => "neutral",
            };
            return new Row(p.index, p.price, change, signal, quality);
        })];
    }

    public static SignalCounts Count(IReadOnlyList<Row> rows) => new(
        rows.Count(r => r.Signal == "buy"), rows.Count(r => r.Signal == "sell"), rows.Count(r => r.Signal == "hold"),
        rows.Count(r => r.Quality == "good"), rows.Count(r => r.Quality == "bad"), rows.Count(r => r.Quality == "neutral"));
}
