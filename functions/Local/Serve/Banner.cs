using TradingFunctions.Api.Health;
using TradingFunctions.Hosting.Configuration;

namespace TradingFunctions.Local.Serve;

/// <summary>What a newcomer sees at the start.</summary>
internal static class Banner
{
    public static void Write(TextWriter output, string url, string link, DataDirectory directory, string mode, HostSetup setup)
    {
        output.WriteLine($"TradingFunctions serves {url}");
        output.WriteLine($"  {mode}");
        output.WriteLine($"  data  {directory.Path}");
        output.WriteLine($"  key   {directory.KeyFile}");
        output.WriteLine($"  tells {(setup.Notifications ? "Slack or a webhook" : "nobody: set 'notify' in trading.yaml, try 'notify test'")}");
        output.WriteLine($"  otlp  {(setup.Telemetry ? "exports" : "off: set OTEL_EXPORTER_OTLP_ENDPOINT; metrics are at /api/metrics all the same")}");
        output.WriteLine("See and steer it; the link signs a browser in, once:");
        output.WriteLine($"  {link}");
        output.WriteLine("Orders of the simulated market come within half a minute, others when the market is open. Look at them:");
        output.WriteLine($"  curl -H \"x-functions-key: $(cat '{directory.KeyFile}')\" {url}/api/orders");
        output.WriteLine("Ctrl-C ends it; nothing is lost.");
    }
}
