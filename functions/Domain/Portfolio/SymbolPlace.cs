using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>Where the rules have a symbol: its sector and its row of correlations.</summary>
/// <param name="Sector">Null where the map has none.</param>
/// <param name="Row">-1 where the table has none.</param>
internal sealed record SymbolPlace(SectorMap Sectors, CorrelationTable Table, string? Sector, int Row)
{
    public static SymbolPlace Of(Symbol symbol, SectorMap sectors, CorrelationTable table) => new(sectors, table, sectors.Of(symbol), table.Row(symbol));

    public bool IsIn(SectorMap sectors, CorrelationTable table) => ReferenceEquals(Sectors, sectors) && ReferenceEquals(Table, table);
}
