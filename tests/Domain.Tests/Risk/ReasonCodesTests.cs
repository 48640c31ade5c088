using System.Text.Json;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests.Risk;

public sealed class ReasonCodesTests
{
    [Fact]
    public void EveryCode_IsReadAsItIsWritten()
    {
        foreach (var code in Enum.GetValues<ReasonCode>())
        {
            ReasonCodes.Parse(code.Text()).ShouldBe(code);
            JsonSerializer.Serialize(code).ShouldBe($"\"{code.Text()}\"");
            JsonSerializer.Deserialize<ReasonCode>($"\"{code.Text()}\"").ShouldBe(code);
        }
    }

    [Fact]
    public void Code_IsInCapitalsWithUnderscores() => (ReasonCode.OrderQty.Text(), ReasonCode.Halted.Text()).ShouldBe(("ORDER_QTY", "HALTED"));

    [Fact]
    public void Text_ThatIsNoCode_IsNamed() => Should.Throw<FormatException>(() => ReasonCodes.Parse("OrderQty")).Message.ShouldBe("'OrderQty' is not a reason code.");

    [Fact]
    public void Number_IsNoCode() => Should.Throw<JsonException>(() => JsonSerializer.Deserialize<ReasonCode>("2"));
}
