using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Local.Cli.Doctor;

internal static class ConfigurationCheck
{
    public static Check Run(string? path, IReadOnlyDictionary<string, string> above, out TradingOptions options)
    {
        try
        {
            options = TradingConfiguration.Load(path, above);
            return Check.Ok("configuration", path is null ? $"{TradingConfiguration.FileName} beside the program, or the defaults." : $"{path} can be used.");
        }
        catch (ConfigurationException e)
        {
            options = new TradingOptions();
            return new Check("configuration", CheckStatus.Fail, string.Join(" ", e.Errors), "Correct these keys.");
        }
    }
}
