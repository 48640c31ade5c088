using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Domain.Tests.Portfolio;

/// <summary>An account that random fills, busts, adoptions and splits have gone through, with the log it wrote.</summary>
internal sealed class RandomBooks
{
    public static readonly DateTime Start = new(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc);
    private static readonly Symbol[] Symbols = [new("AAPL"), new("MSFT"), new("TSLA")];

    private readonly Random random;
    private long sequence;

    public RandomBooks(int seed, int steps = 60)
    {
        random = new Random(seed);
        Apply(new AdoptAccount(new Money(100_000m), [], "start", Start));
        for (var i = 1; i <= steps; i++)
        {
            Apply(Step(i));
        }
    }

    public AccountState State { get; private set; } = AccountState.Empty(new AccountId("main"));

    public List<LogEntry> Log { get; } = [];

    private AccountCommand Step(int step)
    {
        var at = Start.AddMinutes(step);
        var symbol = Symbols[random.Next(Symbols.Length)];
        return random.Next(10) switch
        {
            0 => new ApplySplit(symbol, DateOnly.FromDayNumber(738_000 + step), random.Next(2, 5), 1, at),
            1 => new AdoptAccount(new Money(90_000m + random.Next(20_000)), [new HeldPosition(symbol, random.Next(-20, 20), new Price(50m + random.Next(50)))], "random", at),
            2 => Bust(at),
            _ => new ApplyEvents([Fill(symbol, at)]),
        };
    }

    private OrderEvent Fill(Symbol symbol, DateTime at)
    {
        var quantity = new Quantity(random.Next(1, 40));
        var id = $"O{++sequence}";
        return new OrderEvent(
            sequence, OrderEventKind.Fill, "B" + id, new ClientOrderId(id), null, symbol, random.Next(2) == 0 ? Side.Buy : Side.Sell, at, "x" + id,
            80m + (random.Next(4000) / 100m), quantity, new Money(random.Next(100) / 100m), quantity);
    }

    /// <summary>Takes the last fill back, if there is one.</summary>
    private AccountCommand Bust(DateTime at) => Log.FindLast(entry => entry.Fill is not null)?.Fill is { } fill
        ? new ApplyEvents([new OrderEvent(
            ++sequence, OrderEventKind.TradeBust, "B" + fill.OrderId, fill.OrderId, null, fill.Symbol, Side.Buy, at, fill.ExecutionId, Quantity: new Quantity(Math.Abs(fill.SignedQuantity)))])
        : new MarkReconciled(at);

    private void Apply(AccountCommand command)
    {
        var change = AccountDecider.Decide(State, command);
        State = change.State;
        Log.AddRange(change.Log);
    }
}
