using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Strategies;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>Rules between settings; a message names both keys.</summary>
internal static class CrossFieldRules
{
    public static IReadOnlyList<OptionError> Check(TradingOptions options)
    {
        var check = new RangeCheck(string.Empty);
        CheckScan(options.Scan, check);
        CheckUniverse(options, check);
        CheckMonitoring(options.Monitoring, check);
        PlannerRules.Check(options.Planner, check);
        CheckOrders(options, check);
        CheckStrategies(options.Strategies, check);
        CheckBroker(options, check);
        CheckStore(options, check);
        CheckSimulation(options.Simulation, check);
        CheckHost(options, check);
        CheckNotify(options.Notify, check);
        return check.Errors;
    }

    private static void CheckScan(ScanOptions scan, RangeCheck check)
    {
        var criteria = scan.Criteria;
        check.Within("scan.criteria.top", criteria.Top, 1, 10_000);
        check.Within("scan.criteria.lookbackBars", criteria.LookbackBars, 2, 10_000);
        check.Within("scan.criteria.minPrice", criteria.MinPrice, 0d, 1_000_000d);
        check.Within("scan.criteria.maxSpread", criteria.MaxSpread, 0d, 1d);
        check.Within("scan.criteria.minGap", criteria.MinGap, 0d, 10d);
        if (criteria.MaxPrice < (criteria.MinPrice ?? 0))
            check.Add("scan.criteria.maxPrice", $"must not be below scan.criteria.minPrice ({criteria.MinPrice}), is {criteria.MaxPrice}.");
        if (criteria.MaxVolatility < (criteria.MinVolatility ?? 0))
            check.Add("scan.criteria.maxVolatility", $"must not be below scan.criteria.minVolatility ({criteria.MinVolatility}), is {criteria.MaxVolatility}.");
    }

    private static void CheckUniverse(TradingOptions options, RangeCheck check)
    {
        var criteria = options.Scan.Criteria;
        check.Within("scan.criteria.minDollarVolume", criteria.MinDollarVolume, 0d, 1e15);
        check.Within("scan.criteria.minRelativeVolume", criteria.MinRelativeVolume, 0d, 1e6);
        check.Within("scan.criteria.minVolatility", criteria.MinVolatility, 0d, 10d);
        check.Within("scan.criteria.maxAgeSeconds", criteria.MaxAgeSeconds, 1d, 1e8);
        foreach (var (key, sectors) in new[] { ("sectors", criteria.Sectors), ("excludedSectors", criteria.ExcludedSectors) })
        {
            if (sectors is { Length: > 0 } && options.RiskControl.SectorFile is null)
                check.Add($"scan.criteria.{key}", "needs riskControl.sectorFile: without it no symbol has a sector.");
        }

        if (options.Scan.Universe.Symbols.Intersect(options.Scan.Universe.Exclude).FirstOrDefault() is { Value.Length: > 0 } both)
            check.Add("scan.universe.exclude", $"{both} is in scan.universe.symbols too.");
    }

    private static void CheckMonitoring(MonitoringOptions monitoring, RangeCheck check)
    {
        var planner = monitoring.Planner;
        if (monitoring.LockTimeToLive < 2 * monitoring.CheckInterval)
            check.Add("monitoring.lockTimeToLive", $"must be at least twice monitoring.checkInterval ({monitoring.CheckInterval}), is {monitoring.LockTimeToLive}.");
        if (monitoring.LockTimeToLive < 3 * monitoring.LockHeartbeat)
            check.Add("monitoring.lockTimeToLive", $"must be at least three times monitoring.lockHeartbeat ({monitoring.LockHeartbeat}), is {monitoring.LockTimeToLive}.");
        check.Within("monitoring.planner.fastBars", planner.FastBars, 1, monitoring.PlanLimits.MaxBars);
        check.Within("monitoring.planner.slowBars", planner.SlowBars, 2, monitoring.PlanLimits.MaxBars);
        if (planner.FastBars >= planner.SlowBars)
            check.Add("monitoring.planner.fastBars", $"must be below monitoring.planner.slowBars ({planner.SlowBars}), is {planner.FastBars}.");
        if (planner.MinStopFraction <= 0 || planner.MinStopFraction > planner.MaxStopFraction)
            check.Add("monitoring.planner.minStopFraction", $"must be more than 0 and at most monitoring.planner.maxStopFraction ({planner.MaxStopFraction}), is {planner.MinStopFraction}.");
        if (planner.MaxStopFraction > monitoring.PlanLimits.MaxStopLossFraction)
            check.Add("monitoring.planner.maxStopFraction", $"must not exceed monitoring.planLimits.maxStopLossFraction ({monitoring.PlanLimits.MaxStopLossFraction}), is {planner.MaxStopFraction}.");
        if (monitoring.PlanLimits.MinCheckIntervalSeconds is var least && monitoring.CheckInterval.TotalSeconds < least)
            check.Add("monitoring.checkInterval", $"must be at least monitoring.planLimits.minCheckIntervalSeconds ({least} s), is {monitoring.CheckInterval}.");
    }

    private static void CheckOrders(TradingOptions options, RangeCheck check)
    {
        var orders = options.Orders;
        if (orders.EntryType is not (OrderType.Market or OrderType.Limit))
            check.Add("orders.entryType", $"must be Market or Limit, is {orders.EntryType}.");
        CheckTimeInForce("orders.entryTimeInForce", orders.EntryTimeInForce, check);
        CheckTimeInForce("orders.exitTimeInForce", orders.ExitTimeInForce, check);
        if (options.Queue.Visibility <= orders.FillWait)
            check.Add("queue.visibility", $"must be longer than orders.fillWait ({orders.FillWait}), is {options.Queue.Visibility}.");
    }

    private static void CheckTimeInForce(string key, TimeInForce timeInForce, RangeCheck check)
    {
        if (timeInForce is TimeInForce.Opg or TimeInForce.Cls)
            check.Add(key, $"must be Day, Gtc, Ioc or Fok, is {timeInForce}.");
    }

    private static void CheckStrategies(StrategyOptions[] strategies, RangeCheck check)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < strategies.Length; i++)
        {
            if (strategies[i].Id.Value.Length == 0)
                check.Add($"strategies[{i}].id", "must be given.");
            else if (!seen.Add(strategies[i].Id.Value))
                check.Add($"strategies[{i}].id", $"'{strategies[i].Id}' is listed twice.");
            check.Positive($"strategies[{i}].maxPositionShare", strategies[i].MaxPositionShare, 20m);
            check.Positive($"strategies[{i}].maxExposureShare", strategies[i].MaxExposureShare, 20m);
            check.Within($"strategies[{i}].minConfidence", strategies[i].MinConfidence, 0m, 1m);
            CheckParameters(strategies[i], $"strategies[{i}].", check);
            if (strategies[i].MaxPositionShare > strategies[i].MaxExposureShare)
                check.Add($"strategies[{i}].maxPositionShare", $"must not exceed strategies[{i}].maxExposureShare ({strategies[i].MaxExposureShare}), is {strategies[i].MaxPositionShare}.");
        }
    }

    /// <summary>Of the strategies whose code is always there; those of plug-ins are checked when they have been loaded.</summary>
    private static void CheckParameters(StrategyOptions strategy, string prefix, RangeCheck check)
    {
        if (strategy.Class is { Length: 0 })
            check.Add(prefix + "class", "must name a class, or be left out.");
        if ((strategy.Class is { } name ? StrategyCatalog.BuiltIn.FindClass(name) : StrategyCatalog.BuiltIn.Find(strategy.Id)) is { } known)
        {
            foreach (var error in StrategyEntry.Check(known, strategy.Parameters))
                check.Add(prefix + error.Path, error.Message);
        }
    }

    private static void CheckBroker(TradingOptions options, RangeCheck check)
    {
        var needed = options.Broker.Kind switch
        {
            BrokerKind.Simulated => TradingEnvironment.Simulation,
            BrokerKind.AlpacaPaper => TradingEnvironment.Paper,
            BrokerKind.AlpacaLive => TradingEnvironment.Live,
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Broker.Kind, "Unknown broker."),
        };
        var breaker = options.Broker.Breaker;
        foreach (var (key, slowCall) in new[] { ("slowCall", breaker.SlowCall), ("orders.slowCall", breaker.Orders.SlowCall), ("cancels.slowCall", breaker.Cancels.SlowCall), ("reads.slowCall", breaker.Reads.SlowCall), ("account.slowCall", breaker.Account.SlowCall) })
        {
            if (slowCall >= options.Broker.Timeout)
                check.Add($"broker.breaker.{key}", $"must be below broker.timeout ({options.Broker.Timeout}), is {slowCall}.");
        }

        if (options.Environment != needed)
            check.Add("environment", $"must be {needed} with broker.kind {options.Broker.Kind}, is {options.Environment}.");
        if (options.Broker.Kind != BrokerKind.Simulated)
        {
            foreach (var error in BrokerRules.Check(options.Broker))
                check.Add(error.Path, error.Message);
            if (options.Broker is { Kind: BrokerKind.AlpacaLive, ConfirmLive: { Length: > 0 } confirmed } && confirmed != options.Account.Value)
                check.Add("broker.confirmLive", $"must be the account's name ({options.Account}), is {confirmed}.");
            if (options.Sizing.LotSize.Shares != decimal.Truncate(options.Sizing.LotSize.Shares) && (options.Risk.RequireStop || options.Risk.DefaultStop is not null || options.Risk.DefaultTakeProfit is not null))
                check.Add("sizing.lotSize", $"must be whole with risk.requireStop, risk.defaultStop or risk.defaultTakeProfit: the broker takes no bracket of a fraction, is {options.Sizing.LotSize}.");
            if (options.Market.Kind != MarketKind.Alpaca)
                check.Add("market.kind", $"must be {MarketKind.Alpaca} with broker.kind {options.Broker.Kind}: a real broker does not trade at invented prices.");
        }

        if (options.Market.Kind == MarketKind.Bars && string.IsNullOrWhiteSpace(options.Market.BarFile))
            check.Add("market.barFile", $"must be set with market.kind {MarketKind.Bars}.");
    }

    private static void CheckStore(TradingOptions options, RangeCheck check)
    {
        var store = options.Store;
        if (store.Kind != StoreKind.Cosmos)
            return;
        if (options.Broker.Kind == BrokerKind.Simulated)
            check.Add("store.kind", $"must be {StoreKind.Sqlite} with broker.kind {BrokerKind.Simulated}: the simulated exchange lives in one process and its files.");
        if (!Uri.TryCreate(store.Endpoint, UriKind.Absolute, out var endpoint) || (endpoint.Scheme != Uri.UriSchemeHttps && !(endpoint.Scheme == Uri.UriSchemeHttp && endpoint.IsLoopback)))
            check.Add("store.endpoint", $"must be an https address with store.kind {StoreKind.Cosmos}, is {store.Endpoint ?? "not set"}.");
        else if (!string.IsNullOrEmpty(store.Key) && !endpoint.IsLoopback)
            check.Add("store.key", "is for an emulator on this machine: the host signs in to an account with its identity.");
        else if (string.IsNullOrEmpty(store.Key) && endpoint.IsLoopback)
            check.Add("store.key", "must be set with an emulator on this machine.");
        if (string.IsNullOrWhiteSpace(store.Database))
            check.Add("store.database", $"must be set with store.kind {StoreKind.Cosmos}.");
    }

    private static void CheckSimulation(SimulationOptions simulation, RangeCheck check)
    {
        check.Positive("simulation.startingCash", simulation.StartingCash.Amount, decimal.MaxValue);
        check.Within("simulation.commissionPerShare", simulation.CommissionPerShare.Amount, 0m, 100m);
        check.Within("simulation.commissionFraction", simulation.CommissionFraction, 0m, 0.1m);
        check.Within("simulation.minimumCommission", simulation.MinimumCommission.Amount, 0m, 1000m);
        check.Within("simulation.spread", simulation.Spread, 0m, 0.1m);
        check.Positive("simulation.participation", simulation.Participation, 1m);
        if (simulation.Symbols.Distinct().Count() != simulation.Symbols.Length)
            check.Add("simulation.symbols", "lists a symbol twice.");
    }

    private static void CheckHost(TradingOptions options, RangeCheck check)
    {
        if (options.Queue.LongestRetry < options.Queue.FirstRetry)
            check.Add("queue.longestRetry", $"must be at least queue.firstRetry ({options.Queue.FirstRetry}), is {options.Queue.LongestRetry}.");
        if (options.Workers.StaleAfter < 2 * options.Workers.Heartbeat)
            check.Add("workers.staleAfter", $"must be at least twice workers.heartbeat ({options.Workers.Heartbeat}), is {options.Workers.StaleAfter}.");
        if (options.Workers.RemoveAfter < options.Workers.StaleAfter)
            check.Add("workers.removeAfter", $"must be at least workers.staleAfter ({options.Workers.StaleAfter}), is {options.Workers.RemoveAfter}.");
    }

    private static void CheckNotify(NotifyOptions notify, RangeCheck check)
    {
        if (notify.QuietFrom is null != notify.QuietTo is null)
            check.Add("notify.quietFrom", "must be set together with notify.quietTo.");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(notify.TimeZone, out _))
            check.Add("notify.timeZone", "must be a time zone's name, such as America/New_York.");
        if (string.IsNullOrEmpty(notify.Slack.Token) != string.IsNullOrEmpty(notify.Slack.Channel))
            check.Add("notify.slack.token", "must be set together with notify.slack.channel.");
        CheckAddress("notify.slack.webhook", notify.Slack.Webhook, check);
        CheckAddress("notify.slack.api", notify.Slack.Api, check);
        CheckAddress("notify.webhook.url", notify.Webhook.Url, check);
    }

    /// <summary>The address may be a secret: it is not repeated. What leaves this machine is encrypted.</summary>
    private static void CheckAddress(string key, string? text, RangeCheck check)
    {
        if (!string.IsNullOrEmpty(text) && !(Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))))
            check.Add(key, "must be an address that begins with https://.");
    }
}
