using System.Globalization;
using TradingFunctions.Load;

// screens URL KEY COUNT SECONDS: the screens' own process; it writes one line. Without arguments: the whole measurement.
if (args is ["screens", var url, var key, var count, var seconds])
{
    Console.WriteLine(await Screens.Watch(new Uri(url), key, int.Parse(count, CultureInfo.InvariantCulture), TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture))));
    return 0;
}

return await Measurement.Run(screens: 1000, signalsPerSecond: 200, TimeSpan.FromSeconds(15), pairs: 3);
