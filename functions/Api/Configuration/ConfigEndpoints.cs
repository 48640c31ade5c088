using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Api.Configuration;

/// <summary>The configuration: the file's static part, the store's dynamic part.</summary>
public static class ConfigEndpoints
{
    public static async Task Show(HttpContext http)
    {
        var file = http.RequestServices.GetRequiredService<TradingOptions>();
        var inForce = await http.RequestServices.GetRequiredService<DynamicConfiguration>().Load(http.RequestAborted);
        var shown = file with { Risk = inForce.Risk, Sizing = inForce.Sizing, Strategies = inForce.Strategies };
        await Answer.Ok(http, shown.WithoutSecrets(), ConfigurationJson.Default.TradingOptions);
    }

    public static async Task Diff(HttpContext http)
    {
        var file = http.RequestServices.GetRequiredService<TradingOptions>();
        var differences = await http.RequestServices.GetRequiredService<DynamicConfiguration>().Diff(file, http.RequestAborted);
        await Answer.Ok(http, new ListAnswer<ConfigDifference>(differences), ApiJson.Default.ListAnswerConfigDifference);
    }
}
