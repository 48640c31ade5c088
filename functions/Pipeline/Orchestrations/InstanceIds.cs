using System.Globalization;
using TradingFunctions.Domain;

namespace TradingFunctions.Pipeline.Orchestrations;

/// <summary>Instance ids, each built from logical fields alone, so that a second start of the same thing is the same id.</summary>
public static class InstanceIds
{
    /// <summary>One scan per schedule slot.</summary>
    public static string Scan(DateTime slotUtc) => string.Create(CultureInfo.InvariantCulture, $"scan-{slotUtc:yyyyMMdd'T'HHmmss}");

    /// <summary>One ingestion per minute.</summary>
    public static string Ingestion(DateTime slotUtc) => string.Create(CultureInfo.InvariantCulture, $"ingest-{slotUtc:yyyyMMdd'T'HHmm}");

    /// <summary>One portfolio monitor per run.</summary>
    public static string Portfolio(RunId run) => $"portfolio-{run}";

    /// <summary>One end of day per New York date.</summary>
    public static string EndOfDay(DateOnly date) => $"day-{Plain(date)}";

    /// <summary>One liquidation per session.</summary>
    public static string Liquidation(DateOnly session) => $"liquidation-{Plain(session)}";

    /// <summary>One clearing per slot.</summary>
    public static string ClearUp(DateTime slotUtc) => string.Create(CultureInfo.InvariantCulture, $"clear-up-{slotUtc:yyyyMMdd'T'HHmmss}");

    /// <summary>One training per model.</summary>
    public static string Retraining(string model) => $"retrain-{model}";

    /// <summary>One execution per proposal.</summary>
    public static string Rebalance(string proposal) => $"rebalance-{proposal}";

    public static string Desk(RunId run) => $"desk-{run}";

    /// <param name="start">1 for the first monitor of the symbol in this run; counts up when it is replaced.</param>
    public static string Monitor(RunId run, Symbol symbol, int start) =>
        start == 1 ? $"monitor-{run}-{Plain(symbol)}" : string.Create(CultureInfo.InvariantCulture, $"monitor-{run}-{Plain(symbol)}-{start}");

    /// <summary>The run of one account's trading day.</summary>
    public static RunId Run(AccountId account, DateOnly session) => new(string.Create(CultureInfo.InvariantCulture, $"{account}-{session:yyyyMMdd}"));

    private static string Plain(DateOnly date) => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>A ticker in the alphabet of instance ids: the one character that it lacks is the slash.</summary>
    private static string Plain(Symbol symbol) => symbol.Value.Replace('/', '_');
}
