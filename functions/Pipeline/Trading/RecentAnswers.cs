using TradingFunctions.Domain.Signals;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>A signal and what it was answered.</summary>
/// <param name="Number">Counts up from 1 on this host.</param>
/// <param name="Caller">Who asked; null where nobody is named.</param>
public sealed record RecentAnswer(long Number, TradingSignal Signal, TradeAnswer Answer, string? Caller);

/// <summary>The newest answers to signals on this host, for who looks at it. Memory alone: what must last is in the store.</summary>
public sealed class RecentAnswers
{
    /// <summary>Answers that are kept.</summary>
    public const int Max = 30;

    private readonly Lock gate = new();
    private readonly RecentAnswer[] ring = new RecentAnswer[Max];
    private long count;

    /// <summary>Answers so far: another number, other answers.</summary>
    public long Count => Interlocked.Read(ref count);

    public void Add(TradingSignal signal, TradeAnswer answer, string? caller)
    {
        lock (gate)
        {
            var number = count + 1;
            ring[(int)(number % Max)] = new RecentAnswer(number, signal, answer, caller);
            Interlocked.Exchange(ref count, number);
        }
    }

    /// <summary>Newest first.</summary>
    public RecentAnswer[] ToArray()
    {
        lock (gate)
        {
            var answers = new RecentAnswer[(int)Math.Min(count, Max)];
            for (var i = 0; i < answers.Length; i++)
            {
                answers[i] = ring[(int)((count - i) % Max)];
            }

            return answers;
        }
    }
}
