using System.CommandLine;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Cli.Client;

/// <summary>The data directory, where no host holds it: then its store can be used without one.</summary>
internal static class FreeDirectory
{
    /// <returns>Null where a host was named, where there is no directory, or where a host holds it.</returns>
    public static string? Of(ClientOptions options, ParseResult parse)
    {
        var path = options.DataOf(parse) ?? DataDirectory.DefaultPath;
        if (options.NamesHost(parse) || !Directory.Exists(path))
        {
            return null;
        }

        try
        {
            DataDirectory.Open(path).Dispose();
            return path;
        }
        catch (StoreException e) when (e.Failure == StoreFailure.Locked)
        {
            return null;
        }
        catch (StoreException e)
        {
            throw new CliException(e.Message, ExitCodes.Failure, e);
        }
    }
}
