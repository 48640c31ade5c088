using System.Globalization;
using TradingFunctions.Domain.Market;

namespace TradingFunctions.Local.Tests.Experiments;

/// <summary>Daily bars of four symbols, 400 sessions of each; with a persistence the change of a day pushes the next one on.</summary>
internal static class PlantedBars
{
    /// <returns>The file.</returns>
    public static string Write(TempFolder folder, double persistence, DateOnly from)
    {
        var days = Enumerable.Range(0, int.MaxValue).Select(from.AddDays).Where(day => ExchangeCalendar.SessionOn(day) is not null).Take(400).ToArray();
        var rows = new List<string> { "symbol,date,open,high,low,close,volume" };
        for (var number = 0; number < 4; number++)
        {
            var random = new Random(40 + number);
            var (price, change) = (100d, 0d);
            foreach (var day in days)
            {
                change = (persistence * change) + (0.01 * ((random.NextDouble() + random.NextDouble() + random.NextDouble()) - 1.5) * 2);
                var open = price;
                price = Math.Round(price * Math.Exp(change), 2);
                rows.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"PL{(char)('A' + number)},{day:yyyy-MM-dd},{open:F2},{Math.Max(open, price) + 0.05:F2},{Math.Min(open, price) - 0.05:F2},{price:F2},{random.Next(1_000, 3_000) * 1_000}"));
            }
        }

        File.WriteAllLines(folder["bars.csv"], rows);
        return folder["bars.csv"];
    }
}
