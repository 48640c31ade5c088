using System.Globalization;
using TradingFunctions.Load;

// screens URL KEY COUNT SECONDS: the screens' own process; it writes one line.
if (args is ["screens", var url, var key, var count, var seconds])
{
    Console.WriteLine(await Screens.Watch(new Uri(url), key, int.Parse(count, CultureInfo.InvariantCulture), TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture))));
    return 0;
}

if (args is ["--help" or "-h"])
{
    Console.WriteLine(LoadOptions.Usage);
    return 0;
}

if (LoadOptions.Parse(args, out var error) is not { } options)
{
    Console.Error.WriteLine(error);
    Console.Error.WriteLine(LoadOptions.Usage);
    return 2;
}

return await Measurement.Run(options);
