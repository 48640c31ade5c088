using System.Globalization;

namespace TradingFunctions.Domain.Tests;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("1000000000000000")]
    [InlineData("-1000000000000000")]
    [InlineData("1000000000000000.0000000000000")]
    [InlineData("999999999999999.9999999999999")]
    [InlineData("0.0000000000000000000000000001")]
    [InlineData("7.9228162514264337593543950335")]
    public void Amount_WithinItsRange_IsTaken(string amount) => new Money(Number(amount)).Amount.ShouldBe(Number(amount));

    [Theory]
    [InlineData("1000000000000000.0000000000001")]
    [InlineData("-1000000000000000.0000000000001")]
    [InlineData("1000000000000001")]
    [InlineData("18446744073709551616")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-79228162514264337593543950335")]
    public void Amount_BeyondItsRange_IsRefused(string amount) => Should.Throw<ArgumentOutOfRangeException>(() => new Money(Number(amount)));

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
