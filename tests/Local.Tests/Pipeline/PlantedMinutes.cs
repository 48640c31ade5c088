using System.Globalization;
using TradingFunctions.Infra.Files;

namespace TradingFunctions.Local.Tests.Pipeline;

/// <summary>
/// Two symbols whose closes go to and fro by a quarter of a dollar, so that averages over an even number of bars stay exactly the same. Nothing ever
/// happens to CALM. To PLANT happens, once each, what a plan can ask for.
/// </summary>
internal static class PlantedMinutes
{
    public static BarFileContents Write(string path)
    {
        File.WriteAllLines(path, ["symbol,start_et,open,high,low,close,volume,bid_close,ask_close,bid_size,ask_size", .. Rows("CALM", isPlanted: false), .. Rows("PLANT", isPlanted: true)]);
        return BarFile.Read(path);
    }

    private static IEnumerable<string> Rows(string symbol, bool isPlanted)
    {
        var (before, isHigh) = (100m, false);
        for (var end = new TimeOnly(8, 31); end <= new TimeOnly(16, 0); end = end.AddMinutes(1))
        {
            if (isPlanted && end >= new TimeOnly(10, 46) && end <= new TimeOnly(10, 50))
            {
                continue;
            }

            isHigh = !isHigh;
            var close = (isPlanted ? LevelAt(end) : 100m) + (isHigh ? 0.25m : 0m);
            var volume = isPlanted && end == new TimeOnly(10, 30) ? 100_000 : 10_000;
            var halfSpread = isPlanted && end == new TimeOnly(10, 15) ? 0.60m : 0.01m;
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{symbol},2024-03-04T{end.AddMinutes(-1):HH:mm:ss},{before},{Math.Max(before, close)},{Math.Min(before, close)},{close},{volume},{close - halfSpread},{close + halfSpread},500,500");
            before = close;
        }
    }

    private static decimal LevelAt(TimeOnly end) => end switch
    {
        _ when end < new TimeOnly(11, 30) => 100m,
        _ when end < new TimeOnly(12, 30) => 110m,
        _ when end < new TimeOnly(12, 33) => 104m,
        _ => 95m,
    };
}
