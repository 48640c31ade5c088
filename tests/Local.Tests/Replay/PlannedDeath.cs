using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Replay;
using TradingFunctions.TestKit.Stores;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Local.Tests.Replay;

/// <summary>A replay whose engine, store, broker and exchange all die together, at one step of one of them.</summary>
internal static class PlannedDeath
{
    /// <summary>Steps that may be cut off before their effect or after it; any other is a boundary that is simply not passed.</summary>
    public static bool HasTwoSides(string step) => !step.StartsWith("engine", StringComparison.Ordinal) && !step.StartsWith("journal", StringComparison.Ordinal);

    public static ReplaySeams Seams(CrashPlan plan) => new()
    {
        Engine = new Boundaries(plan),
        Store = store => new CrashingStore(store, plan),
        Broker = broker => new CrashingBroker(broker, plan),
        Journal = boundary => plan.Pass($"journal {boundary}"),
    };

    private sealed class Boundaries(CrashPlan plan) : IFailpoints
    {
        public void Hit(Failpoint failpoint) => plan.Pass($"engine {failpoint}");
    }
}
