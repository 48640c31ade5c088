using Xunit.Abstractions;

namespace TradingFunctions.Infra.Tests;

/// <summary>Recorded market data beside the repository: no part of it, and not everywhere there.</summary>
internal static class RecordedData
{
    /// <summary>Path of a file; null, with a message, where the data is absent.</summary>
    public static string? Find(string file, ITestOutputHelper output)
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var path = Path.Combine(directory.FullName, "..", "shared", "data", file);
            if (File.Exists(Path.Combine(directory.FullName, "TradingFunctions.sln")) && File.Exists(path))
            {
                return path;
            }
        }

        output.WriteLine($"Skipped: ../shared/data/{file} is absent.");
        return null;
    }
}
