using System.Security.Cryptography;
using Parquet;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Parquet;

/// <summary>Price tables as Parquet: a column of times by the name 'timestamp', wherever it stands, and one of prices per contract.</summary>
public sealed class ParquetPriceTables : IPriceTableFormat
{
    public bool IsOf(string path) => path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);

    public Task<IPriceTable> Read(PriceTableFile file, TableRules rules, CancellationToken cancellationToken) => Task.Run(() => ReadHere(file, rules, cancellationToken), cancellationToken);

    private static async Task<IPriceTable> ReadHere(PriceTableFile file, TableRules rules, CancellationToken cancellationToken)
    {
        await using var stream = await file.Open(cancellationToken);
        try
        {
            var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
            stream.Position = 0;
            await using var reader = await ParquetReader.CreateAsync(stream, leaveStreamOpen: true, cancellationToken: cancellationToken);
            return await new ParquetTable(file.Path, rules, reader).Read(digest, cancellationToken);
        }
        catch (Exception e) when (e is not (PriceTableException or OperationCanceledException or OutOfMemoryException))
        {
            // The package has no exception of its own for damage: whatever its decoders stumble over comes through.
            throw new PriceTableException(file.Path, $"is not sound Parquet: {e.Message}", inner: e);
        }
    }
}
