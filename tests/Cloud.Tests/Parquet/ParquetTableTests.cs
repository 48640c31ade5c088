using TradingFunctions.Infra.Parquet;

namespace TradingFunctions.Cloud.Tests.Parquet;

public sealed class ParquetTableTests
{
    static readonly DateTime[] Times = [new(2024, 3, 4, 14, 30, 0, DateTimeKind.Utc), new(2024, 3, 4, 14, 31, 0, DateTimeKind.Utc), new(2024, 3, 4, 14, 32, 0, DateTimeKind.Utc)];

    static async Task<MemoryStream> Written()
    {
        var stream = new MemoryStream();
        await ParquetResults.Write(
            stream, Times, [new NumberColumn("AAPL", [1.5, null, 2.5]), new NumberColumn("MSFT", [null, null, 3])], [new TextColumn("signal", ["buy", null, "hold"])], CancellationToken.None);
        stream.Position = 0;
        return stream;
    }

    [Fact]
    public async Task Prices_OfWhatWasWritten_AreTheSameWithGaps()
    {
        using var stream = await Written();
        await using var table = await ParquetPriceTable.Open(stream, CancellationToken.None);

        table.Contracts.ShouldBe(["AAPL", "MSFT", "signal"]);
        (await table.Times(CancellationToken.None)).ShouldBe(Times);
        (await table.Prices("AAPL", CancellationToken.None)).ShouldBe([1.5, null, 2.5]);
        (await table.Prices("MSFT", CancellationToken.None)).ShouldBe([null, null, 3.0]);
    }

    [Theory]
    [InlineData("TSLA")]
    [InlineData("timestamp")]
    [InlineData("signal")]
    public async Task Prices_OfWhatHasNone_NamesTheColumn(string contract)
    {
        using var stream = await Written();
        await using var table = await ParquetPriceTable.Open(stream, CancellationToken.None);

        (await Should.ThrowAsync<InvalidDataException>(() => table.Prices(contract, CancellationToken.None))).Message.ShouldContain(contract);
    }

    [Fact]
    public async Task Open_OfAnythingElse_SaysWhatIsWrong()
    {
        using var stream = new MemoryStream("symbol,price\nAAPL,1\n"u8.ToArray());

        await Should.ThrowAsync<InvalidDataException>(() => ParquetPriceTable.Open(stream, CancellationToken.None));
    }

    [Fact]
    public async Task Write_OfAColumnThatIsTooShort_NamesIt() =>
        (await Should.ThrowAsync<ArgumentException>(() => ParquetResults.Write(new MemoryStream(), Times, [new NumberColumn("AAPL", [1])], [], CancellationToken.None)))
            .Message.ShouldContain("AAPL");
}
