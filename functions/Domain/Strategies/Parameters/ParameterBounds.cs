using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace TradingFunctions.Domain.Strategies.Parameters;

/// <summary>Between what a number may be. NaN is no bound.</summary>
/// <param name="Min">Least value.</param>
/// <param name="Max">Greatest value.</param>
/// <param name="Above">The value must be more.</param>
/// <param name="Below">The value must be less.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ParameterBounds(double Min, double Max, double Above, double Below)
{
    /// <summary>Written so that NaN is outside of any bound.</summary>
    public bool Holds(double value) =>
        (double.IsNaN(Min) || value >= Min) && (double.IsNaN(Max) || value <= Max) && (double.IsNaN(Above) || value > Above) && (double.IsNaN(Below) || value < Below);

    /// <summary>For an error: <c> from 2 to 1000</c>, <c> above 0 and at most 1</c>; empty without bounds.</summary>
    public override string ToString()
    {
        if (!double.IsNaN(Min) && !double.IsNaN(Max))
        {
            return $" from {Text(Min)} to {Text(Max)}";
        }

        var least = double.IsNaN(Above) ? double.IsNaN(Min) ? null : $" at least {Text(Min)}" : $" above {Text(Above)}";
        var most = double.IsNaN(Below) ? double.IsNaN(Max) ? null : $" at most {Text(Max)}" : $" below {Text(Below)}";
        return least is not null && most is not null ? $"{least} and{most}" : least ?? most ?? string.Empty;
    }

    /// <summary>Adds the bounds to the schema of a parameter.</summary>
    public void AddTo(JsonObject schema)
    {
        Add("minimum", Min);
        Add("exclusiveMinimum", Above);
        Add("maximum", Max);
        Add("exclusiveMaximum", Below);

        void Add(string keyword, double value)
        {
            if (!double.IsNaN(value))
            {
                schema[keyword] = value;
            }
        }
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
