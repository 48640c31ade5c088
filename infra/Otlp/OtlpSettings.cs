namespace TradingFunctions.Infra.Otlp;

/// <summary>What is exported, as OpenTelemetry's environment variables say it.</summary>
/// <remarks>
/// A signal is exported when an endpoint is named for it (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> or <c>OTEL_EXPORTER_OTLP_TRACES_ENDPOINT</c> and so on), or when
/// <c>OTEL_TRACES_EXPORTER=otlp</c> asks for it; <c>none</c> leaves it out, and <c>OTEL_SDK_DISABLED=true</c> leaves all out. Everything else (protocol, headers, time-out,
/// sampler, batch sizes, resource) the SDK reads itself.
/// </remarks>
public sealed record OtlpSettings
{
    private static readonly string[] Protocols = ["grpc", "http/protobuf"];

    public OtlpSignal? Traces { get; private init; }

    public OtlpSignal? Metrics { get; private init; }

    public OtlpSignal? Logs { get; private init; }

    /// <summary>Whether the resource is named from outside.</summary>
    public bool IsServiceNamed { get; private init; }

    public bool IsOn => Traces is not null || Metrics is not null || Logs is not null;

    /// <param name="variable">Gives an environment variable's value, null where it is not set.</param>
    /// <exception cref="FormatException">A value cannot be used; the message names the variable and not its value.</exception>
    public static OtlpSettings Read(Func<string, string?> variable)
    {
        if (string.Equals(Value(variable, "OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase))
        {
            return new OtlpSettings();
        }

        return new OtlpSettings
        {
            Traces = Signal(variable, "TRACES"),
            Metrics = Signal(variable, "METRICS"),
            Logs = Signal(variable, "LOGS"),
            IsServiceNamed = Value(variable, "OTEL_SERVICE_NAME") is not null || Value(variable, "OTEL_RESOURCE_ATTRIBUTES")?.Contains("service.name=", StringComparison.Ordinal) == true,
        };
    }

    private static OtlpSignal? Signal(Func<string, string?> variable, string signal)
    {
        var own = Endpoint(variable, $"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT");
        var common = Endpoint(variable, "OTEL_EXPORTER_OTLP_ENDPOINT");
        var exporter = $"OTEL_{signal}_EXPORTER";
        var isOn = Value(variable, exporter) switch
        {
            null => own is not null || common is not null,
            "none" => false,
            "otlp" => true,
            _ => throw new FormatException($"{exporter} must be 'otlp' or 'none'."),
        };
        return isOn
            ? new OtlpSignal(own, Protocol(variable, signal), Value(variable, $"OTEL_EXPORTER_OTLP_{signal}_HEADERS"), Timeout(variable, $"OTEL_EXPORTER_OTLP_{signal}_TIMEOUT"))
            : null;
    }

    private static Uri? Endpoint(Func<string, string?> variable, string name)
    {
        if (Value(variable, name) is not { } text)
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new FormatException($"{name} must be a URL that begins with http:// or https://.");
    }

    private static string? Protocol(Func<string, string?> variable, string signal)
    {
        foreach (var name in (string[])[$"OTEL_EXPORTER_OTLP_{signal}_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"])
        {
            if (Value(variable, name) is { } protocol)
            {
                return Protocols.Contains(protocol, StringComparer.Ordinal) ? protocol : throw new FormatException($"{name} must be one of {string.Join(", ", Protocols)}.");
            }
        }

        return null;
    }

    private static int? Timeout(Func<string, string?> variable, string name) => Value(variable, name) switch
    {
        null => null,
        var text when int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0 => milliseconds,
        _ => throw new FormatException($"{name} must be a number of milliseconds."),
    };

    private static string? Value(Func<string, string?> variable, string name) => variable(name)?.Trim() is { Length: > 0 } text ? text : null;
}

/// <summary>How one kind of signal is exported, where that differs from the others.</summary>
/// <param name="Endpoint">Used as it is; null takes the common one.</param>
/// <param name="Protocol"><c>grpc</c> or <c>http/protobuf</c>; null is the exporter's default, gRPC.</param>
/// <param name="Headers">May hold credentials: never shown.</param>
public sealed record OtlpSignal(Uri? Endpoint, string? Protocol, string? Headers, int? TimeoutMilliseconds);
