using System.Runtime.InteropServices;

namespace TradingFunctions.Pipeline.Reporting;

/// <summary>Maps values to a stretch of a plot. A range without extent is widened, so that its values lie in the middle.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct PlotScale
{
    private readonly double least;
    private readonly double extent;
    private readonly double from;
    private readonly double length;

    /// <param name="from">Where the least value lies, pixels.</param>
    /// <param name="to">Where the greatest one lies; may be the smaller number, as upwards.</param>
    public PlotScale(double least, double greatest, double from, double to)
    {
        (this.least, extent) = greatest > least ? (least, greatest - least) : (least - 0.5, 1);
        (this.from, length) = (from, to - from);
    }

    public double At(double value) => from + ((value - least) / extent * length);
}
