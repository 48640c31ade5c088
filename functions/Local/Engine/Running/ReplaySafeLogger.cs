
namespace TradingFunctions.Local.Engine.Running;

/// <summary>Writes only while the code runs for the first time.</summary>
internal sealed class ReplaySafeLogger(OrchestrationRun run, ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => !run.IsReplaying && inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!run.IsReplaying)
            inner.Log(logLevel, eventId, state, exception, formatter);
    }
}
