using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Hosting;

/// <summary>Formats of result tables that this build writes.</summary>
public static class ResultTableFormats
{
    private const string Parquet = "TradingFunctions.Infra.Parquet.ParquetResultTables, TradingFunctions.Infra.Parquet";

    public static ResultTables Find() => new(CloudParts.Find<IResultTableFormat>(Parquet));
}
