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

    /// <remarks>Written in place, field by field, and not inlined: some fifty checks that are made elsewhere and moved here would be a third of what the controls cost.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void Add(ReasonCode code, string input, bool active, bool passed, decimal? limit, decimal? value, DateTime? untilUtc = null)
    {
        ref var slot = ref buffer[Count++];
        slot.Code = code;
        slot.Input = input;
        slot.Limit = limit;
        slot.Value = value;
        slot.UntilUtc = untilUtc;
        slot.Active = active;
        slot.Passed = passed || !active;
        AllPassed &= slot.Passed;
    }

    public readonly ControlCheck this[int index] => index < Count ? buffer[index].Check : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>The controls that looked at the order.</summary>
    public readonly ControlCheck[] ActiveToArray()
    {
        var checks = new List<ControlCheck>(Count);
        for (var i = 0; i < Count; i++)
        {
            if (buffer[i].Active)
            {
                checks.Add(buffer[i].Check);
            }
        }

        return [.. checks];
    }

    [InlineArray(Capacity)]
    private struct Buffer
    {
        private Slot first;
    }

    private struct Slot
    {
        public ReasonCode Code;
        public string Input;
        public decimal? Limit;
        public decimal? Value;
        public DateTime? UntilUtc;
        public bool Active;
        public bool Passed;

        public readonly ControlCheck Check => new(Code, Input, Limit, Value, Passed, Active, UntilUtc);
    }
}
