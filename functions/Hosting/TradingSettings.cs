using TradingFunctions.Domain;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.Simulation.Exchange;
using TradingFunctions.Infra.Simulation.LiveMarket;
using TradingFunctions.Pipeline;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Day;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Scanning;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Hosting;

/// <summary>What the configuration means for the parts of a host, given the market it trades on.</summary>
public static class TradingSettings
{
    /// <summary>Checks that a lock outlives, however far apart checks are: weekends and holidays lie between daily ones.</summary>
    private const int ChecksPerLock = 6;

    /// <summary>The same where a bar is a session: a renewal is a transaction of the account, and of a check a day it would be a large part.</summary>
    private const int SessionsPerLock = 60;

    public static PipelineSettings Pipeline(TradingOptions options, IMarketData market)
    {
        var monitoring = options.Monitoring;
        var interval = market.BarPeriod > monitoring.CheckInterval ? market.BarPeriod : monitoring.CheckInterval;
        var lockLife = interval * (market.BarPeriod >= TimeSpan.FromDays(1) ? SessionsPerLock : ChecksPerLock);
        return new PipelineSettings(
            options.Account,
            options.Scan.Criteria with { Top = Math.Min(options.Scan.Criteria.Top, monitoring.MaxMonitors) },
            monitoring.CheckInterval,
            monitoring.AlertDeskTick,
            monitoring.Grace,
            monitoring.MonitorAll,
            monitoring.SessionsPerPlan,
            lockLife > monitoring.LockTimeToLive ? lockLife : monitoring.LockTimeToLive,
            monitoring.PlanLimits,
            monitoring.Planner)
        {
            Day = options.Day,
            Retention = options.Retention,
            Strategies = options.Strategies,
            Ingestion = options.Ingestion,
            Learning = options.Learning,
            Universe = options.Scan.Universe,
            Listed = Listed(options.Scan.Universe),
            Sectors = Sectors(options),
        };
    }

    /// <summary>The rules of trading. A decision on a bar that ends with its session can only be traded at the next open.</summary>
    public static TradingRules Rules(TradingOptions options, IMarketData market) => new()
    {
        Limits = market.BarPeriod >= TimeSpan.FromDays(1) ? options.Risk with { ClosedMarket = ClosedMarketPolicy.QueueForNextSession } : options.Risk,
        Strategies = [.. options.Strategies.Select(strategy => strategy.ToLimits())],
        Sectors = Sectors(options),
        Sizing = options.Sizing,
        EntryType = options.Orders.EntryType,
        EntryTimeInForce = options.Orders.EntryTimeInForce,
        ExitTimeInForce = options.Orders.ExitTimeInForce,
        MarketOrderBuffer = options.Orders.MarketOrderBuffer,
    };

    /// <summary>Symbols of the universe's list and file.</summary>
    /// <exception cref="ConfigurationException">The file cannot be read.</exception>
    private static IReadOnlyList<Symbol> Listed(UniverseOptions universe)
    {
        if (universe.File is not { } file)
        {
            return universe.Symbols;
        }

        try
        {
            return [.. universe.Symbols.Union(UniverseFile.Parse(File.ReadLines(file), file))];
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([new ConfigurationError(string.Empty, "scan.universe.file", e.Message)]);
        }
    }

    /// <summary>The sector file, if there is one.</summary>
    /// <exception cref="ConfigurationException">It cannot be read.</exception>
    public static SectorMap Sectors(TradingOptions options)
    {
        if (options.RiskControl.SectorFile is not { } file)
        {
            return SectorMap.Empty;
        }

        try
        {
            return SectorFile.Parse(File.ReadLines(file), file);
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([new ConfigurationError(string.Empty, "riskControl.sectorFile", e.Message)]);
        }
    }

    /// <param name="owner">Name of this host, the same one after a restart.</param>
    public static TradeOptions Trade(TradingOptions options, string owner) => new()
    {
        Account = options.Account,
        Environment = options.Environment.ToString(),
        Owner = owner,
        IsClosingTime = ClosingTime.Of(options.Day),
        MaxWait = options.Queue.MaxWait,
        UnfilledTimeout = options.Orders.UnfilledTimeout,
        ExitTimeout = options.Orders.ExitTimeout,
        ExitReprices = options.Orders.ExitReprices,
    };

    public static ExchangeOptions Exchange(TradingOptions options, bool durable)
    {
        var simulation = options.Simulation;
        return new ExchangeOptions
        {
            Seed = simulation.Seed,
            StartingCash = simulation.StartingCash,
            Commission = new CommissionSchedule(simulation.CommissionPerShare.Amount, simulation.CommissionFraction, simulation.MinimumCommission.Amount),
            Latency = simulation.Latency,
            RejectRate = simulation.RejectRate,
            HaltRate = simulation.HaltRate,
            SpreadFraction = simulation.Spread,
            MaxParticipation = simulation.Participation,
            Durable = durable,
        };
    }

    /// <param name="firstSession">With the seed it decides every price.</param>
    public static SimulatedLiveMarket SimulatedMarket(SimulationOptions options, DateOnly firstSession, TimeProvider clock)
    {
        var symbols = options.Symbols.Length == 0 ? SimulatedSymbol.Default : [.. SimulatedSymbol.Default.Where(s => options.Symbols.Contains(s.Symbol))];
        return new SimulatedLiveMarket(symbols, (ulong)options.Seed, firstSession, clock);
    }
}
