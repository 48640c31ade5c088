using System.IO.Compression;
using System.Text;
using TradingFunctions.Infra.Files;

namespace TradingFunctions.Infra.Tests.Files;

/// <summary>A bar file of a few lines.</summary>
internal sealed class BarFileText : IDisposable
{
    public const string Daily = "symbol,date,open,high,low,close,volume";
    public const string Adjusted = "symbol,date,open,high,low,close,adjusted_close,volume";
    public const string Intraday = "symbol,start_et,open,high,low,close,volume";
    public const string Quoted = "symbol,start_et,open,high,low,close,volume,bid_close,ask_close,bid_size,ask_size";

    public BarFileText(params string[] lines)
        : this(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"))
    {
    }

    public BarFileText(byte[] bytes) => File.WriteAllBytes(Path, bytes);

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public static byte[] Gzip(params string[] lines)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        }

        return bytes.ToArray();
    }

    public BarFileContents Read(BarFileOptions? options = null) => BarFile.Read(Path, options);

    public BarFileException Fail(BarFileOptions? options = null) => Should.Throw<BarFileException>(() => BarFile.Read(Path, options));

    public void Dispose() => File.Delete(Path);
}
