using System.Globalization;

namespace TradingFunctions.Local.Tests.Replay;

/// <summary>A small minute file: prices walk at random, the same way every time, from an hour before the open to the close.</summary>
internal static class MadeUpBars
{
    public const string Header = "symbol,start_et,open,high,low,close,volume";

    /// <summary>A Monday and the Tuesday after it.</summary>
    public static readonly DateOnly FirstSession = new(2024, 3, 4);

    private static readonly TimeOnly FirstBar = new(8, 30);
    private static readonly TimeOnly Close = new(16, 0);

    /// <summary>Rows of the file without its header, sorted as a bar file has to be.</summary>
    public static List<string> Rows(int symbols, int sessions)
    {
        var rows = new List<string>();
        for (var number = 0; number < symbols; number++)
        {
            var random = new Random(1000 + number);
            var price = 40m + (15m * number);
            for (var day = 0; day < sessions; day++)
            {
                for (var at = FirstSession.AddDays(day).ToDateTime(FirstBar); TimeOnly.FromDateTime(at) < Close; at = at.AddMinutes(1))
                {
                    rows.Add(Row($"MU{(char)('A' + number)}", at, ref price, random));
                }
            }
        }

        return rows;
    }

    public static string Write(TempFolder folder, IEnumerable<string> rows, string name = "bars.csv")
    {
        File.WriteAllLines(folder[name], [Header, .. rows]);
        return folder[name];
    }

    /// <summary>The same row with another close; high and low give way.</summary>
    public static string WithClose(string row, decimal close)
    {
        var fields = row.Split(',');
        fields[3] = Text(Math.Max(Number(fields[3]), close));
        fields[4] = Text(Math.Min(Number(fields[4]), close));
        fields[5] = Text(close);
        return string.Join(',', fields);
    }

    public static decimal CloseOf(string row) => Number(row.Split(',')[5]);

    private static string Row(string symbol, DateTime startEt, ref decimal price, Random random)
    {
        var open = price;
        price = Math.Round(price * (1m + ((random.Next(-100, 101) + random.Next(-100, 101)) / 100_000m)), 2);
        var wick = random.Next(0, 4) * 0.01m;
        var volume = random.Next(20, 200) * 100 * (random.Next(40) == 0 ? 8 : 1);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{symbol},{startEt:yyyy-MM-dd'T'HH:mm:ss},{open:F2},{Math.Max(open, price) + wick:F2},{Math.Min(open, price) - wick:F2},{price:F2},{volume}");
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(decimal value) => value.ToString("F2", CultureInfo.InvariantCulture);
}
