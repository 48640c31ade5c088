using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Planning;

/// <summary>
/// Writes facts as one JSON document. Text from outside stands in it as JSON strings with everything but plain letters escaped, so that it cannot end its string, whatever
/// it holds. Nothing of the clock or the host is in it: the same facts are the same bytes.
/// </summary>
internal sealed class ModelFacts : IDisposable
{
    /// <summary>Characters of one text from outside.</summary>
    public const int MaxTextLength = 400;

    private readonly ArrayBufferWriter<byte> buffer = new();
    private readonly Utf8JsonWriter writer;

    public ModelFacts()
    {
        writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default });
        writer.WriteStartObject();
    }

    public Utf8JsonWriter Json => writer;

    public void Number(string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            writer.WriteNumber(name, Math.Round(number, 6));
        }
    }

    public void Time(string name, DateTime utc) => writer.WriteString(name, utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    public void Position(PositionContext position)
    {
        if (position.IsFlat)
        {
            writer.WriteNull("position");
            return;
        }

        writer.WriteStartObject("position");
        writer.WriteString("side", position.Side == Domain.Orders.Side.Buy ? "long" : "short");
        writer.WriteNumber("shares", position.Quantity.Shares);
        writer.WriteNumber("averageEntryPrice", position.AverageEntryPrice.Amount);
        writer.WriteEndObject();
    }

    public void Market(SymbolSnapshot snapshot, int recentBars)
    {
        var bars = snapshot.Bars;
        writer.WriteStartObject("market");
        Number("lastPrice", snapshot.LastPrice);
        Number("spread", snapshot.Quote is { IsTwoSided: true } quote ? quote.RelativeSpread : null);
        Number("volatilityPerBar", bars.Count > 20 ? Indicators.RealisedVolatility(bars.Closes, Math.Min(60, bars.Count - 1)) : null);
        Number("relativeVolume", bars.Count > 20 ? Indicators.RelativeVolume(bars.Volumes, 20) : null);
        Number("rsi14", bars.Count > 14 ? Indicators.Rsi(bars.Closes[^Math.Min(bars.Count, 71)..], 14) : null);
        Number("average20", bars.Count >= 20 ? Indicators.Sma(bars.Closes, 20) : null);
        Number("average60", bars.Count >= 60 ? Indicators.Sma(bars.Closes, 60) : null);
        writer.WriteStartArray("recentBars");
        for (var i = Math.Max(0, bars.Count - recentBars); i < bars.Count; i++)
        {
            var bar = bars[i];
            writer.WriteStartObject();
            Time("endUtc", bar.EndUtc);
            Number("open", bar.Open);
            Number("high", bar.High);
            Number("low", bar.Low);
            Number("close", bar.Close);
            Number("volume", bar.Volume);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Texts from outside, each as data.</summary>
    public void Outside(IReadOnlyList<NewsItem> news)
    {
        writer.WriteStartArray("outside");
        foreach (var item in news)
        {
            writer.WriteStartObject();
            Time("publishedUtc", item.AtUtc);
            writer.WriteString("text", PlainText.Of(item.Text, MaxTextLength));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public string End()
    {
        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public void Dispose() => writer.Dispose();
}
