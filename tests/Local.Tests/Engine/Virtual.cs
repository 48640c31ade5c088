using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Engine.VirtualTime;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Local.Tests.Engine;

internal static class Virtual
{
    public static EmbeddedEngine Open(TempFile file, Catalog catalog, VirtualClock clock, Func<EngineOptions, EngineOptions>? configure = null)
    {
        var options = new EngineOptions { DatabasePath = file.Path, Durability = Durability.Off };
        return EmbeddedEngine.Open(configure?.Invoke(options) ?? options, catalog, NoServices.Instance, clock, NullLoggerFactory.Instance);
    }
}
