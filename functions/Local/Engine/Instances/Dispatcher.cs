namespace TradingFunctions.Local.Engine.Instances;

/// <summary>Where committed work goes: threads and a timer when live, the waves of one instant in virtual time.</summary>
internal abstract class Dispatcher
{
    /// <summary>An instance wants a turn.</summary>
    public abstract void Ready(Instance instance);

    /// <summary>An activity is to run.</summary>
    public abstract void Run(ActivityCall call);

    /// <summary>The earliest timer may be another one.</summary>
    public abstract void TimersChanged();

    /// <summary>Runs the turn that <see cref="Ready"/> was told of, on the calling thread.</summary>
    public abstract void RunTurn(Instance instance);

    /// <summary>Decides a command from outside and commits it.</summary>
    public abstract Task<bool> Submit(Func<Ledger, bool> command, CancellationToken cancellationToken);
}
