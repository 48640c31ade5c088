using System.CommandLine;
using TradingFunctions.Infra.MlFlow;

namespace TradingFunctions.Local.Cli.Runs;

/// <summary>Where the tracking server is.</summary>
internal static class MlFlowOption
{
    public static Option<string?> Create() => new("--mlflow") { Description = $"Address of an MLflow tracking server that the run is sent to as well; ${MlFlowSettings.AddressVariable} where left out." };

    /// <returns>Null where neither the option nor the variable names a server.</returns>
    /// <exception cref="CliException">It is no address.</exception>
    public static MlFlowSettings? Read(string? given)
    {
        try
        {
            return MlFlowSettings.Read(name => name == MlFlowSettings.AddressVariable && given is not null ? given : Environment.GetEnvironmentVariable(name));
        }
        catch (FormatException e)
        {
            throw new CliException(e.Message, ExitCodes.Usage, e);
        }
    }
}
