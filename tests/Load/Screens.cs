using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using TradingFunctions.TestKit.Live;

namespace TradingFunctions.Load;

/// <summary>What many screens saw.</summary>
/// <param name="Frames">Frames of all screens.</param>
/// <param name="Gaps">Deltas that did not lead on from what the screen had; must be 0 on one connection.</param>
/// <param name="Snapshots">Whole views that a screen was given after its first one.</param>
/// <param name="Lost">Connections that failed.</param>
/// <param name="P50">Milliseconds from the time of a fill on the exchange to the screen.</param>
/// <param name="P99">The same.</param>
internal sealed record ScreensReport(int Screens, long Frames, long Gaps, long Snapshots, int Lost, double P50, double P99)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Screens};{Frames};{Gaps};{Snapshots};{Lost};{P50:F0};{P99:F0}");

    public static ScreensReport Parse(string line) => line.Split(';') is [var screens, var frames, var gaps, var snapshots, var lost, var p50, var p99]
        ? new(Int(screens), Int(frames), Int(gaps), Int(snapshots), Int(lost), Int(p50), Int(p99))
        : throw new FormatException(line);

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>Screens that follow the live view and check that they miss nothing.</summary>
internal static class Screens
{
    private static ReadOnlySpan<byte> Trades => "\"trades\":{"u8;

    /// <summary>Kind, numbers and time stand first in a frame.</summary>
    private const int HeadLength = 200;

    public static async Task<ScreensReport> Watch(Uri host, string key, int count, TimeSpan length)
    {
        using var stop = new CancellationTokenSource(length);
        var latencies = new ConcurrentBag<double>();
        long frames = 0, gaps = 0, snapshots = 0;
        var lost = 0;
        using var http = new HttpClient { BaseAddress = host };
        var time = await HostTime.Read(http, stop.Token);
        await Task.WhenAll(Enumerable.Range(0, count).Select(Follow));
        return new ScreensReport(count, frames, gaps, snapshots, lost, Percentiles.Of(latencies, 0.5), Percentiles.Of(latencies, 0.99));

        async Task Follow(int number)
        {
            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(number * 2), stop.Token);
                await using var connection = await LiveConnection.Open(host, [new("x-functions-key", key)], stop.Token);
                var lastTrade = -1L;
                long sequence = -1;
                while (true)
                {
                    var message = await connection.NextMessage(stop.Token);
                    if (Number(message.Span, "\"sequence\":"u8) is not { } next)
                    {
                        continue;
                    }

                    Interlocked.Increment(ref frames);
                    if (Number(message.Span, "\"from\":"u8) is { } from)
                    {
                        Interlocked.Add(ref gaps, from == sequence ? 0 : 1);
                    }
                    else if (sequence >= 0)
                    {
                        Interlocked.Increment(ref snapshots);
                    }

                    lastTrade = Note(message.Span, lastTrade);
                    sequence = next;
                }
            }
            catch (OperationCanceledException)
            {
                // The time is over.
            }
            catch (Exception e) when (e is IOException or System.Net.WebSockets.WebSocketException or HttpRequestException)
            {
                Interlocked.Increment(ref lost);
            }
        }

        // Fills are numbered, and the newest of them are shown: one that is new to a screen has just been booked. What the first frame holds is not new.
        long Note(ReadOnlySpan<byte> message, long last)
        {
            var at = message.IndexOf(Trades);
            if (at < 0)
            {
                return last;
            }

            var newest = last;
            var reader = new Utf8JsonReader(message[(at + Trades.Length - 1)..], isFinalBlock: false, state: default);
            long number = 0;
            while (reader.Read() && !(reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 0))
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 2)
                {
                    continue;
                }

                if (reader.ValueTextEquals("number"u8) && reader.Read())
                {
                    number = reader.GetInt64();
                    newest = Math.Max(newest, number);
                }
                else if (reader.ValueTextEquals("atUtc"u8) && reader.Read() && last >= 0 && number > last)
                {
                    latencies.Add(time.Since(reader.GetDateTime()));
                }
            }

            return newest;
        }
    }

    /// <summary>The number behind the first place of a name near the start of a message; null for messages that are no frames.</summary>
    private static long? Number(ReadOnlySpan<byte> message, ReadOnlySpan<byte> name)
    {
        var at = message[..Math.Min(message.Length, HeadLength)].IndexOf(name);
        return at < 0 ? null : Digits(message[(at + name.Length)..], out _);
    }

    private static long Digits(ReadOnlySpan<byte> text, out int length) =>
        Utf8Parser.TryParse(text, out long number, out length) ? number : throw new FormatException("A number was expected in a frame.");
}
