using System.Runtime.CompilerServices;

namespace TradingFunctions.Domain.Risk;

/// <summary>The controls of one evaluation, on the caller's stack.</summary>
public struct GateChecks
{
    /// <summary>More than there are controls.</summary>
    private const int Capacity = 60;

    private Buffer buffer;

    public int Count { get; private set; }

    public bool AllPassed { get; private set; }

    internal void Clear() => (Count, AllPassed) = (0, true);

    internal void Add(ReasonCode code, string input, bool active, bool passed, decimal? limit, decimal? value, DateTime? untilUtc = null)
    {
        buffer[Count++] = new ControlCheck(code, input, limit, value, passed || !active, active, untilUtc);
        AllPassed &= passed || !active;
    }

    public readonly ControlCheck this[int index] => index < Count ? buffer[index] : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>The controls that looked at the order.</summary>
    public readonly ControlCheck[] ActiveToArray()
    {
        var checks = new List<ControlCheck>(Count);
        for (var i = 0; i < Count; i++)
        {
            if (buffer[i].Active)
            {
                checks.Add(buffer[i]);
            }
        }

        return [.. checks];
    }

    [InlineArray(Capacity)]
    private struct Buffer
    {
        private ControlCheck first;
    }
}
