using System.Diagnostics;
using OpenTelemetry;

namespace TradingFunctions.Infra.Otlp;

/// <summary>Takes out of a span what may hold a key: the query of a request's address.</summary>
internal sealed class SecretScrubber : BaseProcessor<Activity>
{
    private static readonly string[] Unsafe = ["url.query", "url.full", "http.url", "http.target"];

    public override void OnEnd(Activity data)
    {
        foreach (var tag in Unsafe)
        {
            if (data.GetTagItem(tag) is not null)
            {
                data.SetTag(tag, null);
            }
        }
    }
}
