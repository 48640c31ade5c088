using System.Globalization;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Risk;

/// <summary>Switches strategies off and on again; a strategy that traded too often waits here for a person.</summary>
public sealed class StrategySwitchDesk(AccountBook book, AuditTrail audit, TimeProvider clock)
{
    /// <returns>The strategy as it now is.</returns>
    public async Task<StrategyActivity> Switch(StrategyId strategy, bool isOn, PersonAct act, CancellationToken cancellationToken)
    {
        var before = (await book.Open(cancellationToken)).Ledger.Activity(strategy);
        await book.Ask<NothingToSay>(new SwitchStrategy(strategy, isOn, act.Reason, clock.GetUtcNow().UtcDateTime), cancellationToken);
        var after = book.State.Ledger.Activity(strategy) ?? StrategyActivity.None(strategy);
        var wasOn = before?.HaltedUtc is null;
        if (wasOn != isOn)
        {
            var now = audit.NowUtc;
            var key = string.Create(CultureInfo.InvariantCulture, $"{strategy}-{book.State.Ledger.LogSequence}");
            await audit.Add(
                new AuditRecord(key, now, AuditKind.StrategySwitched, act.By.Value, $"strategies.{strategy}", wasOn ? "\"on\"" : "\"off\"", isOn ? "\"on\"" : "\"off\"", act.Reason), cancellationToken);
        }

        return after;
    }
}
