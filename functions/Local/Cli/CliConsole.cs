namespace TradingFunctions.Local.Cli;

/// <summary>Where a command reads and writes: data on <paramref name="Out"/>, everything else on <paramref name="Error"/>.</summary>
public sealed record CliConsole(TextWriter Out, TextWriter Error, TextReader In);
