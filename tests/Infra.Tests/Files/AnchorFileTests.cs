using TradingFunctions.Infra.Files;
using TradingFunctions.Infra.Tests.Sqlite;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Tests.Files;

public sealed class AnchorFileTests
{
    private static AnchorCopy Copy(int number) => new(number, new DateOnly(2024, 3, 3).AddDays(number), new string((char)('a' + number), 64));

    [Fact]
    public async Task Append_CopiesOneByOne_AreReadBackEachOnce()
    {
        using var folder = new TempFolder();
        var file = new AnchorFile(folder["anchors.log"]);
        (await file.Read(default)).ShouldBeEmpty();

        await file.Append(Copy(1), default);
        await file.Append(Copy(2), default);
        await file.Append(Copy(2), default);

        (await new AnchorFile(folder["anchors.log"]).Read(default)).ShouldBe([Copy(1), Copy(2)]);
    }

    [Fact]
    public async Task Append_AfterALineThatWasCutOff_WritesOverIt()
    {
        using var folder = new TempFolder();
        var file = new AnchorFile(folder["anchors.log"]);
        await file.Append(Copy(1), default);
        await File.AppendAllTextAsync(folder["anchors.log"], "2 2024-03-0");

        (await file.Read(default)).ShouldBe([Copy(1)]);
        await file.Append(Copy(2), default);

        (await file.Read(default)).ShouldBe([Copy(1), Copy(2)]);
    }

    [Theory]
    [InlineData("1 2024-03-04")]
    [InlineData("x 2024-03-04 aa")]
    [InlineData("1 yesterday aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("1 2024-03-04 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Parse_WrongLine_NamesFileAndLine(string line) => Should.Throw<FormatException>(() => AnchorFile.Parse($"# kept\n\n{line}\n", "kept.log")).Message.ShouldStartWith("kept.log:3");
}
