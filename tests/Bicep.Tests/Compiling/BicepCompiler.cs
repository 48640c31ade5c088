using System.Diagnostics;
using System.Reflection;

namespace TradingFunctions.Bicep.Tests.Compiling;

/// <summary>The Bicep compiler that the build fetched.</summary>
internal static class BicepCompiler
{
    public const string Absent = "The package feed has no Bicep compiler for this machine.";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static string Executable { get; } =
        typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == nameof(BicepCompiler)).Value!;

    public static bool IsPresent => File.Exists(Executable);

    /// <summary>Compiles a file with the linter's rules beside it.</summary>
    /// <returns>The ARM template or parameters as JSON, and everything that the compiler complained about.</returns>
    public static (string Json, string Complaints) Compile(string verb, string file)
    {
        var start = new ProcessStartInfo(Executable, [verb, file, "--stdout"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["DOTNET_BUNDLE_EXTRACT_BASE_DIR"] = Path.Combine(Path.GetTempPath(), $"bicep-{Environment.UserName}");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var complaints = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The Bicep compiler has not ended within {Patience}.");
        }

        return (output.GetAwaiter().GetResult(), complaints.GetAwaiter().GetResult());
    }
}

/// <summary>A test that needs the compiler; skipped, saying why, where the feed has none.</summary>
public sealed class BicepFactAttribute : FactAttribute
{
    public BicepFactAttribute()
    {
        if (!BicepCompiler.IsPresent)
        {
            Skip = BicepCompiler.Absent;
        }
    }
}

/// <summary>The same with data.</summary>
public sealed class BicepTheoryAttribute : TheoryAttribute
{
    public BicepTheoryAttribute()
    {
        if (!BicepCompiler.IsPresent)
        {
            Skip = BicepCompiler.Absent;
        }
    }
}
