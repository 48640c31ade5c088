using System.Globalization;
using System.IO.Compression;
using System.Text;
using TradingFunctions.Domain.Market;

namespace TradingFunctions.Infra.Files.Tables;

/// <summary>A made-up table.</summary>
/// <param name="Gaps">Share of prices that are absent, 0 to 0.95.</param>
/// <param name="Index">Name of an index column, first behind the times; null for none.</param>
/// <param name="Broken">Contracts with one value that is no price.</param>
public sealed record SampleTableOptions(int Contracts, int Rows, int Seed, double Gaps, string? Index, int Broken);

/// <summary>Writes made-up price tables: minutes of exchange sessions, prices that walk with a common factor and jump now and then. The same options give the same file.</summary>
public static class SampleTable
{
    public const int MostContracts = 10_000;
    public const int MostRows = 500_000;

    private const int Letters = 26;
    private const int Names = Letters * Letters * Letters * Letters;

    /// <summary>Takes numbers to names without a pattern; prime to their number.</summary>
    private const int NameStep = 104_729;

    private const int FlushBytes = 1 << 20;
    private const double CommonDeviation = 0.0012;
    private const double OwnDeviation = 0.0022;

    private static readonly DateOnly FirstSession = new(2024, 1, 2);

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, SampleTableOptions options, CancellationToken cancellationToken)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        using var stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionLevel.Fastest) : (Stream)file;
        var buffer = new byte[FlushBytes + ((options.Contracts + 2) * 16)];
        stream.Write(Encoding.UTF8.GetBytes(Header(options)));
        var market = new Walk(options);
        var length = 0;
        foreach (var time in Minutes(options.Rows))
        {
            length += time.TryFormat(buffer.AsSpan(length), out var written, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ? written : 0;
            length += market.WriteRow(buffer.AsSpan(length));
            if (length >= FlushBytes)
            {
                cancellationToken.ThrowIfCancellationRequested();
                stream.Write(buffer, 0, length);
                length = 0;
            }
        }

        stream.Write(buffer, 0, length);
    }

    private static string Header(SampleTableOptions options)
    {
        var names = Enumerable.Range(0, options.Contracts).Select(NameOf);
        return $"timestamp,{string.Join(',', options.Index is null ? names : names.Prepend(options.Index))}\n";
    }

    private static string NameOf(int contract)
    {
        var number = (int)((long)(contract + 1) * NameStep % Names);
        return string.Create(4, number, static (span, rest) =>
        {
            foreach (ref var letter in span)
            {
                letter = (char)('A' + (rest % Letters));
                rest /= Letters;
            }
        });
    }

    /// <summary>Minutes of regular sessions; when the calendar ends, minute after minute.</summary>
    private static IEnumerable<DateTime> Minutes(int rows)
    {
        var time = default(DateTime);
        for (var date = FirstSession; rows > 0; date = date.AddDays(1))
        {
            if (date.Year > ExchangeCalendar.LastYear)
            {
                for (; rows > 0; rows--)
                {
                    time = time.AddMinutes(1);
                    yield return time;
                }
            }
            else if (ExchangeCalendar.SessionOn(date) is { } session)
            {
                for (time = session.OpenUtc; time < session.CloseUtc && rows > 0; time = time.AddMinutes(1), rows--)
                {
                    yield return time;
                }
            }
        }
    }

    private sealed class Walk
    {
        private readonly SampleTableOptions options;
        private readonly Random random;
        private readonly double[] prices;
        private readonly double[] betas;
        private double index = 4000;
        private int row;

        public Walk(SampleTableOptions options)
        {
            this.options = options;
            random = new Random(options.Seed);
            prices = new double[options.Contracts];
            betas = new double[options.Contracts];
            for (var i = 0; i < options.Contracts; i++)
            {
                prices[i] = Math.Exp(2.5 + (3.5 * random.NextDouble()));
                betas[i] = 0.4 + (1.2 * random.NextDouble());
            }
        }

        public int WriteRow(Span<byte> target)
        {
            var common = CommonDeviation * Bell();
            index = Math.Clamp(index * (1 + common), 100, 90_000);
            var length = options.Index is null ? 0 : WritePrice(index, target);
            for (var i = 0; i < prices.Length; i++)
            {
                var step = 1 + (betas[i] * common) + (OwnDeviation * Bell());
                prices[i] = Math.Clamp(prices[i] * step, 1, 90_000);
                length += IsBroken(i) ? WriteText(",broken"u8, target[length..])
                    : options.Gaps > 0 && random.NextDouble() < options.Gaps ? WriteText(","u8, target[length..])
                    : WritePrice(prices[i], target[length..]);
            }

            row++;
            return length + WriteText("\n"u8, target[length..]);
        }

        private bool IsBroken(int contract) => contract < options.Broken && row == options.Rows / 2;

        /// <summary>A cheap bell curve of mean 0 and deviation 1: the sum of three uniform values, scaled.</summary>
        private double Bell() => 2 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5);

        private static int WriteText(ReadOnlySpan<byte> text, Span<byte> target)
        {
            text.CopyTo(target);
            return text.Length;
        }

        private static int WritePrice(double price, Span<byte> target)
        {
            target[0] = (byte)',';
            Math.Round(price, 2).TryFormat(target[1..], out var written, "F2", CultureInfo.InvariantCulture);
            return written + 1;
        }
    }
}
