namespace TradingFunctions.Pipeline.Ports;

/// <summary>An anchor as it is copied: enough to tell whether the one in the store is still the same.</summary>
/// <param name="Number">1, 2, 3, ... without a gap.</param>
/// <param name="Hash">SHA-256, hexadecimal.</param>
public sealed record AnchorCopy(int Number, DateOnly Date, string Hash);

/// <summary>Copies of anchors outside the store: whoever cuts the end off the store does not reach them in the same stroke.</summary>
public interface IAnchorCopies
{
    /// <summary>Adds a copy; durable when it returns. Adding the newest again changes nothing.</summary>
    Task Append(AnchorCopy copy, CancellationToken cancellationToken);

    /// <summary>All copies, oldest first.</summary>
    /// <exception cref="FormatException">They cannot be read; the message says where.</exception>
    Task<IReadOnlyList<AnchorCopy>> Read(CancellationToken cancellationToken);
}
