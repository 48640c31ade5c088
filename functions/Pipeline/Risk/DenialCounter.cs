using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Pipeline.Risk;

/// <summary>Counts denials by reason on this host.</summary>
public sealed class DenialCounter
{
    private readonly long[] counts = new long[Enum.GetValues<ReasonCode>().Length];

    /// <summary>Counts each reason of one refusal once.</summary>
    public void Count(IReadOnlyList<Denial> denials)
    {
        for (var i = 0; i < denials.Count; i++)
        {
            var code = denials[i].Code;
            var isFirst = true;
            for (var j = 0; j < i; j++)
            {
                isFirst &= denials[j].Code != code;
            }

            if (isFirst)
            {
                Interlocked.Increment(ref counts[(int)code]);
            }
        }
    }

    /// <summary>Reasons that occurred, in the order of the codes.</summary>
    public DenialCount[] ToArray() => [.. Enum.GetValues<ReasonCode>().Select(code => new DenialCount(code.Text(), Interlocked.Read(ref counts[(int)code]))).Where(row => row.Count > 0)];
}
