using System.ComponentModel;
using System.Diagnostics;

namespace TradingFunctions.Local.Serve;

/// <summary>The user's web browser.</summary>
internal static class Browser
{
    /// <summary>Opens a page, or says that it cannot: the host goes on either way.</summary>
    public static void Open(string url, TextWriter error)
    {
        try
        {
            using var opener = Process.Start(new ProcessStartInfo(url) { UseShellExecute = true });
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            error.WriteLine($"No browser could be opened: {e.Message}");
        }
    }
}
