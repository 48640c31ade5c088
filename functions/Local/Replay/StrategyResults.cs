using System.Globalization;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Performance;
using TradingFunctions.Pipeline.Day;
using TradingFunctions.Pipeline.Strategies;

namespace TradingFunctions.Local.Replay;

/// <summary>What the strategies of a replay came to, from the record of its last day.</summary>
internal static class StrategyResults
{
    public static async Task<StrategyResult[]> Read(DayStore days, StrategyBook book, DateOnly last, CancellationToken cancellationToken)
    {
        var groups = (await days.Latest(last, cancellationToken))?.Strategies ?? [];
        var names = groups.Keys.Where(name => name != DayClosing.Nobody).Union(book.Entries.Where(entry => entry.IsEnabled && entry.Known is not null).Select(entry => entry.Id.Value)).Order(StringComparer.Ordinal);
        return [.. names.Select(name => Of(name, groups.GetValueOrDefault(name) ?? DayGroup.None, book.FaultOf(new StrategyId(name))))];
    }

    /// <summary>For people: what was switched off, or could not run.</summary>
    public static IEnumerable<string> Warnings(StrategyBook book) => book.Entries
        .Where(entry => entry.IsEnabled)
        .Select(entry => book.FaultOf(entry.Id) is { } fault ? $"Strategy {entry.Id} was switched off: {Text(fault)}" : entry.Problem is { } problem ? $"Strategy {entry.Id} cannot run: {problem}" : null)
        .OfType<string>();

    private static StrategyResult Of(string name, DayGroup group, StrategyFault? fault) => new(
        name,
        group.TradesToDate.Trades,
        group.TradesToDate.Wins,
        group.TradesToDate.WinRate is { } rate ? Math.Round(rate, 6) : null,
        Math.Round(group.TradesToDate.Net.Amount, 8),
        Math.Round(group.Unrealized.Amount, 8),
        fault is null ? null : Text(fault));

    private static string Text(StrategyFault fault) => string.Create(CultureInfo.InvariantCulture, $"it {Did(fault.Kind)} at {fault.AtUtc:u} on {fault.Symbol}: {fault.Message}");

    private static string Did(FaultKind kind) => kind switch { FaultKind.Overran => "overran its time budget", FaultKind.BadSignal => "gave no valid signal", _ => "threw" };
}
