using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using TradingFunctions.Pipeline.Telemetry;

namespace TradingFunctions.Infra.Otlp;

/// <summary>Exports traces, metrics and logs over OTLP. Exporters queue and drop: a collector that is slow or away holds nobody up.</summary>
public static class OtlpServices
{
    private const string ServiceName = "trading-functions";

    /// <summary>What the web server and the runtime record themselves.</summary>
    private static readonly string[] Meters = [TradeMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    /// <param name="version">Of this build.</param>
    /// <param name="sources">Sources of spans that the host has beside the pipeline's and the web server's.</param>
    public static IServiceCollection AddOtlp(this IServiceCollection services, OtlpSettings settings, string version, params string[] sources)
    {
        if (!settings.IsOn)
        {
            return services;
        }

        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource =>
        {
            if (!settings.IsServiceNamed)
            {
                resource.AddService(ServiceName, serviceVersion: version);
            }
        });
        if (settings.Traces is { } traces)
        {
            telemetry.WithTracing(tracing => tracing
                .AddSource([Spans.SourceName, "Microsoft.AspNetCore", .. sources])
                .AddProcessor(new SecretScrubber())
                .AddOtlpExporter("traces", options => Apply(options, traces)));
        }

        if (settings.Metrics is { } metrics)
        {
            telemetry.WithMetrics(metering => metering.AddMeter(Meters).AddOtlpExporter("metrics", options => Apply(options, metrics)));
        }

        if (settings.Logs is { } logs)
        {
            telemetry.WithLogging(
                logging => logging.AddOtlpExporter("logs", options => Apply(options, logs)),
                options => options.IncludeFormattedMessage = true);
        }

        return services;
    }

    private static void Apply(OtlpExporterOptions options, OtlpSignal signal)
    {
        if (signal.Protocol is { } protocol)
        {
            options.Protocol = protocol == "grpc" ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        }

        if (signal.Endpoint is { } endpoint)
        {
            options.Endpoint = endpoint;
        }

        options.Headers = signal.Headers ?? options.Headers;
        options.TimeoutMilliseconds = signal.TimeoutMilliseconds ?? options.TimeoutMilliseconds;
    }
}
