using System.Text.Json;
using System.Text.Json.Serialization;
using TradingFunctions.Pipeline.Live;

namespace TradingFunctions.Local.Live;

/// <summary>The live view over SignalR.</summary>
internal static class LiveHosting
{
    /// <summary>Screens send nothing but pings.</summary>
    private const int MaxReceivedBytes = 4 * 1024;

    public static IServiceCollection AddLiveHub(this IServiceCollection services)
    {
        services.AddSingleton<LiveAudience>().AddSingleton<LiveLoop>();
        services
            .AddSignalR(hub =>
            {
                hub.MaximumReceiveMessageSize = MaxReceivedBytes;
                hub.KeepAliveInterval = TimeSpan.FromSeconds(10);
                hub.ClientTimeoutInterval = TimeSpan.FromSeconds(30);
            })
            .AddJsonProtocol(json =>
            {
                json.PayloadSerializerOptions.Converters.Add(new LiveFrameConverter());
                json.PayloadSerializerOptions.TypeInfoResolver = LiveFrameJson.Default;
            });
        return services;
    }

    public static void MapLiveHub(this IEndpointRouteBuilder endpoints) => endpoints.MapHub<LiveHub>(LiveHub.Path);
}

/// <summary>A frame is JSON already, written once for all who get it.</summary>
internal sealed class LiveFrameConverter : JsonConverter<LiveFrame>
{
    /// <exception cref="NotSupportedException">Always: screens send no frames.</exception>
    public override LiveFrame Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, LiveFrame value, JsonSerializerOptions options) => writer.WriteRawValue(value.Json.Span, skipInputValidation: true);
}

[JsonSerializable(typeof(LiveFrame))]
internal sealed partial class LiveFrameJson : JsonSerializerContext;
