using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Analysis;

/// <summary>Tables as activities open them: the very file that the analysis began with.</summary>
public sealed class OpenedTables(IPriceTables tables)
{
    /// <exception cref="ActivityFailureException">The table cannot be used.</exception>
    public async Task<IPriceTable> Open(AnalysisDefinition definition, CancellationToken cancellationToken)
    {
        try
        {
            return await tables.Open(definition.Prices, cancellationToken);
        }
        catch (PriceTableException e)
        {
            throw AnalysisCodes.Failure(e, AnalysisCodes.BadTable);
        }
        catch (IOException e)
        {
            throw AnalysisCodes.NotReadNow(e);
        }
    }

    /// <exception cref="ActivityFailureException">The table cannot be used, or is another one.</exception>
    public async Task<IPriceTable> Open(AnalysisDefinition definition, string digest, CancellationToken cancellationToken)
    {
        var table = await Open(definition, cancellationToken);
        return table.Digest == digest
            ? table
            : throw new ActivityFailureException(AnalysisCodes.TableChanged, $"{definition.Prices.Path}: has changed since the analysis began. Begin another one.");
    }

    public void Forget(AnalysisDefinition definition) => tables.Forget(definition.Prices);
}
