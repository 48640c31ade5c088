namespace TradingFunctions.Local.Costs;

/// <summary>What reading and writing a document costs by its size.</summary>
/// <param name="Kilobytes">Sizes, rising.</param>
/// <param name="Read">Request units of a point read of a document of that size.</param>
/// <param name="Write">Request units of creating one.</param>
public sealed record RequestUnits(string Source, string Date, decimal[] Kilobytes, decimal[] Read, decimal[] Write)
{
    private const decimal BytesOfAKilobyte = 1024;

    /// <param name="bytes">Size of the document; 0 for one that is not there.</param>
    public decimal ToRead(long bytes) => At(Read, bytes);

    public decimal ToWrite(long bytes) => At(Write, bytes);

    /// <returns>What is wrong with the table; null when nothing is.</returns>
    public string? Problem()
    {
        if (Kilobytes.Length == 0 || Kilobytes[0] <= 0 || !Kilobytes.Zip(Kilobytes.Skip(1)).All(pair => pair.First < pair.Second))
        {
            return "kilobytes must rise from above 0.";
        }

        return Read.Length == Kilobytes.Length && Write.Length == Kilobytes.Length && Read.Concat(Write).All(units => units >= 0)
            ? null
            : "read and write must have a figure of at least 0 for every size.";
    }

    /// <summary>Between two sizes in proportion; below the first as the first, beyond the last in proportion to it.</summary>
    private decimal At(decimal[] units, long bytes)
    {
        var size = bytes / BytesOfAKilobyte;
        var above = Array.FindIndex(Kilobytes, known => known >= size);
        return above switch
        {
            0 => units[0],
            < 0 => units[^1] * size / Kilobytes[^1],
            _ => units[above - 1] + ((units[above] - units[above - 1]) * (size - Kilobytes[above - 1]) / (Kilobytes[above] - Kilobytes[above - 1])),
        };
    }
}
