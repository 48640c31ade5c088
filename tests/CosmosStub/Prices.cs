namespace TradingFunctions.CosmosStub;

/// <summary>
/// Request units by Microsoft's published rules of thumb (learn.microsoft.com/azure/cosmos-db/optimize-cost-reads-writes): a point read of 1 KB is 1 and of 100 KB 10, a
/// write of 1 KB without indexing 5.5, a replacement twice that, a query what it reads. Estimates: an account says itself what it charged.
/// </summary>
internal static class Prices
{
    private const double WriteOfOneKilobyte = 5.5;

    private const double LeastQuery = 2.3;

    /// <param name="bytes">Of the document.</param>
    public static double Read(int bytes) => 1 + (9 * (Kilobytes(bytes) - 1) / 99);

    public static double Create(int bytes) => WriteOfOneKilobyte * Read(bytes);

    public static double Replace(int bytes) => 2 * Create(bytes);

    public static double Delete(int bytes) => Create(bytes);

    /// <param name="documents">Size of each that was answered.</param>
    public static double Query(IEnumerable<int> documents) => Math.Max(LeastQuery, documents.Sum(Kilobytes));

    private static double Kilobytes(int bytes) => Math.Max(1, bytes / 1024d);
}
