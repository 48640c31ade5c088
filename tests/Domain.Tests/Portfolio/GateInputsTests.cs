using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests.Portfolio;

/// <summary>What the gate is given rests on what the books remember from one decision to the next. Whatever happened in between, it is what books that remember nothing give.</summary>
public sealed class GateInputsTests
{
    private static readonly Symbol[] Symbols = [new("AAPL"), new("MSFT"), new("TSLA"), new("XOM"), new("ZZZ")];

    private static readonly RiskLimits Limits = new()
    {
        MaxMarkAge = TimeSpan.FromMinutes(15),
        DuplicateWindow = TimeSpan.FromSeconds(40),
        MaxSectorShare = 0.9m,
        MaxCorrelation = 0.9m,
        MinProfit = 0m,
        LowProfitTrades = 2,
        LowProfitWindow = TimeSpan.FromSeconds(90),
        LowProfitDuration = TimeSpan.FromSeconds(20),
        MaxPortfolioRisk = null,
        MaxSymbolShare = null,
        AllowShort = true,
        RequireStop = false,
    };

    private static readonly TradingRules Rules = new()
    {
        Limits = Limits,
        Sectors = new SectorMap([new(Symbols[0], "tech"), new(Symbols[1], "tech"), new(Symbols[3], "oil")]),
        Analysis = new RiskAnalysis(Given.Now, new CorrelationTable(Symbols, [.. Enumerable.Range(0, 25).Select(i => i == 7 ? double.NaN : (i * 7 % 25 / 12.5) - 1)]), 0.01m, 0.02m, 0.1m),
    };

    /// <summary>The same with other sectors and correlations: what a symbol's book remembers of the first is of no use then.</summary>
    private static readonly TradingRules Changed = Rules with
    {
        Sectors = new SectorMap([new(Symbols[0], "oil"), new(Symbols[4], "tech")]),
        Analysis = new RiskAnalysis(Given.Now, new CorrelationTable(Symbols[1..], [.. Enumerable.Range(0, 16).Select(i => i / 20d)]), 0.01m, 0.02m, 0.1m),
    };

    [Fact]
    public void Inputs_OfBooksThatRemember_AreThoseOfFreshBooks()
    {
        for (var seed = 1; seed <= 25; seed++)
        {
            var random = new Random(seed);
            var state = Given.Account(cash: 1_000_000m);
            var (marks, times) = Marks(random);
            for (var step = 1; step <= 80; step++)
            {
                var now = Given.Now.AddSeconds(5 * step);
                (marks, times) = random.Next(8) == 0 ? Marks(random) : (marks, times);
                state = Trade(random, state, step, now);
                var market = Given.Market() with { Marks = marks, MarkAges = new MarkAges(times, now, (from, to) => to - from) };
                var fresh = AccountState.From(state.Ledger, state.Symbols.Values.Select(book => book.Holding), [], state.Live.Values) with { Ended = state.Ended };
                var rules = random.Next(10) == 0 ? Changed : Rules;
                foreach (var symbol in Symbols)
                {
                    var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
                    var inputs = Inputs(state, symbol, side, market, rules, now);

                    inputs.ShouldBe(Inputs(fresh, symbol, side, market, rules, now), $"seed {seed}, step {step}");
                    inputs.LowProfit.ShouldBe(Protections.LowProfit(state.Book(symbol).Holding.Exits, Limits, now), $"seed {seed}, step {step}");
                    inputs.WorstMark.ShouldBe(Worst(state, marks, times, now), $"seed {seed}, step {step}");
                    inputs.Recent.ToArray().Where(entry => now - entry.AtUtc < Limits.DuplicateWindow)
                        .ShouldBe(state.Book(symbol).Holding.Recent.Where(entry => now - entry.AtUtc < Limits.DuplicateWindow), $"seed {seed}, step {step}");
                }
            }
        }
    }

    [Fact]
    public void Recent_WithAnEntryAfterAnOlderOneInTheList_IsStillSeen()
    {
        var entries = new[] { Recent(-10), Recent(-3_600) };
        var state = Given.Account(holdings: [Given.Holding(10m) with { Recent = entries }]);

        Inputs(state, Given.Aapl, Side.Buy, Given.Market(), Rules, Given.Now).Recent.ToArray().ShouldBe(entries);
        Inputs(state, Given.Aapl, Side.Buy, Given.Market(), Rules, Given.Now.AddSeconds(30)).Recent.Length.ShouldBe(0);
    }

    [Fact]
    public void Book_ThatWasAskedForItsPlace_EqualsOneThatWasNot()
    {
        var holding = Given.Holding(10m);
        var (asked, other) = (SymbolBook.Empty(Given.Aapl) with { Holding = holding }, SymbolBook.Empty(Given.Aapl) with { Holding = holding });
        var state = Given.Account() with { Symbols = Given.Account().Symbols.Add(Given.Aapl, asked) };

        Inputs(state, Given.Aapl, Side.Buy, Given.Market(), Rules, Given.Now).SectorExposure.ShouldNotBeNull();

        asked.ShouldBe(other);
        asked.GetHashCode().ShouldBe(other.GetHashCode());
        asked.ShouldNotBe(other with { Entries = 1m });
    }

    private static GateInputs Inputs(AccountState state, Symbol symbol, Side side, MarketView market, TradingRules rules, DateTime now)
    {
        var terms = new OrderTerms(new ClientOrderId("PROBE"), symbol, side, new Quantity(10m), OrderType.Market, TimeInForce.Gtc, OrderPurpose.Entry, Given.Strategy);
        return new GateInputs(state, Valuation.Kept(state, market.Marks), terms, new Price(100m), new Money(2m), market, rules, default, now);
    }

    /// <summary>As the books tell it one by one.</summary>
    private static MarkReading Worst(AccountState state, Dictionary<Symbol, Price> marks, MarkTimes times, DateTime now)
    {
        var held = state.Symbols.Values.Where(book => !book.Position.IsFlat).ToArray();
        var missing = held.FirstOrDefault(book => !marks.ContainsKey(book.Holding.Symbol) && !(now - book.Holding.OpenedUtc <= Limits.MaxMarkAge));
        if (missing is not null)
            return new MarkReading(missing.Holding.Symbol, Age: null);
        var oldest = held.Select(book => book.Holding.Symbol).Where(marks.ContainsKey).OrderBy(symbol => times.Of(symbol)).ThenBy(symbol => symbol).Cast<Symbol?>().FirstOrDefault();
        return oldest is { } symbol ? new MarkReading(symbol, now - times.Of(symbol)) : default;
    }

    /// <summary>Positions come and go on either side, some with a profit and some with a loss; entries are placed and cancelled.</summary>
    private static AccountState Trade(Random random, AccountState state, int step, DateTime now)
    {
        var symbol = Symbols[random.Next(Symbols.Length)];
        var held = state.Book(symbol).Position.SignedQuantity;
        var working = state.Live.Values.Where(order => order.Terms.Purpose == OrderPurpose.Entry).ToArray();
        AccountCommand command = random.Next(6) switch
        {
            0 when working.Length > 0 => new ApplyEvents([new OrderEvent(
                state.Ledger.EventCursor + 1, OrderEventKind.Canceled, "B" + working[0].Id, working[0].Id, null, working[0].Terms.Symbol, working[0].Terms.Side, now)]),
            0 or 1 => new PlaceOrder(Given.Wish(quantity: 5m, id: $"W{step}") with { Symbol = symbol, SignalUtc = now }, Given.Market() with { ReferenceUtc = now }, new TradingRules { Limits = Limits with { MinProfit = null, MaxCorrelation = null, MaxSectorShare = null, MaxMarkAge = null } }, "host", now.AddSeconds(10), now),
            2 or 3 when held != 0m => Fill(state, symbol, held > 0m ? Side.Sell : Side.Buy, Math.Abs(held), random, step, now),
            _ => Fill(state, symbol, random.Next(2) == 0 ? Side.Buy : Side.Sell, random.Next(1, 2_000) / 100m, random, step, now),
        };
        return AccountDecider.Decide(state, command).State;
    }

    private static ApplyEvents Fill(AccountState state, Symbol symbol, Side side, decimal quantity, Random random, int step, DateTime now) => new([new OrderEvent(
        state.Ledger.EventCursor + 1, OrderEventKind.Fill, $"B{step}", new ClientOrderId($"F{step}"), null, symbol, side, now, $"x{step}", 90m + (random.Next(200_000) / 10_000m), new Quantity(quantity), Money.Zero, new Quantity(quantity))]);

    private static (Dictionary<Symbol, Price> Prices, MarkTimes Times) Marks(Random random)
    {
        var prices = Symbols.Where(_ => random.Next(6) > 0).ToDictionary(symbol => symbol, _ => new Price(80m + (random.Next(400_000) / 10_000m)));
        return (prices, new MarkTimes(prices.Keys.ToDictionary(symbol => symbol, _ => Given.Now.AddSeconds(-random.Next(3)))));
    }

    private static RecentOrder Recent(int seconds) => new(Given.Now.AddSeconds(seconds), new ClientOrderId($"E{-seconds}"), Side.Buy, new Quantity(10m), null, Given.Strategy);
}
