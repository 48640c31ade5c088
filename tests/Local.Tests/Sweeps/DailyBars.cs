using System.Globalization;
using TradingFunctions.Domain.Market;

namespace TradingFunctions.Local.Tests.Sweeps;

/// <summary>A small daily file: prices walk at random, the same way every time.</summary>
internal static class DailyBars
{
    private static readonly DateOnly First = new(2023, 1, 3);

    public static string Write(TempFolder folder, int symbols, int sessions)
    {
        var days = Enumerable.Range(0, int.MaxValue).Select(First.AddDays).Where(day => ExchangeCalendar.SessionOn(day) is not null).Take(sessions).ToArray();
        var rows = new List<string> { "symbol,date,open,high,low,close,volume" };
        for (var number = 0; number < symbols; number++)
        {
            var random = new Random(7 + number);
            var price = 50m + (20m * number);
            foreach (var day in days)
            {
                var open = price;
                price = Math.Round(price * (1m + ((random.Next(-100, 101) + random.Next(-100, 105)) / 5_000m)), 2);
                rows.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"DB{(char)('A' + number)},{day:yyyy-MM-dd},{open:F2},{Math.Max(open, price) + 0.05m:F2},{Math.Min(open, price) - 0.05m:F2},{price:F2},{random.Next(1_000, 3_000) * 1_000}"));
            }
        }

        File.WriteAllLines(folder["daily.csv"], rows);
        return folder["daily.csv"];
    }
}
