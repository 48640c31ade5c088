using TradingFunctions.Azure.Hosting;
using TradingFunctions.Hosting;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Cloud.Tests.Hosting;

/// <summary>App settings of a run on this machine.</summary>
internal static class AppVariables
{
    /// <param name="variables">Over the usual ones.</param>
    public static HostSettings Load(params (string Name, string Value)[] variables) =>
        HostSettings.Load(new TradingOptions { Queue = new QueueOptions { Kind = QueueKind.StorageQueue } }, All(variables));

    /// <param name="variables">Over the usual ones.</param>
    public static Dictionary<string, string> All(params (string Name, string Value)[] variables)
    {
        var all = AppSettings.Timers.ToDictionary(name => name, _ => "0 * * * * *", StringComparer.OrdinalIgnoreCase);
        all["AzureWebJobsStorage"] = "UseDevelopmentStorage=true";
        all["AzureWebJobs.SignalsFromServiceBus.Disabled"] = "true";
        all["AzureWebJobs.OrderEventsFromServiceBus.Disabled"] = "true";
        foreach (var (name, value) in variables)
            all[name] = value;
        return all;
    }
}
