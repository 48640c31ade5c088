using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Tests.Orders;

public sealed class ClientOrderIdsTests
{
    private static readonly AccountId Account = new("main");

    [Fact]
    [Trait("Suffered", "9")]
    public void Derive_IsStableAcrossBuilds() =>
        ClientOrderIds.Derive(new AccountId("a"), "e", "o", "l").Value.ShouldBe(Reference("a|e|o|l|0"));

    [Fact]
    public void Derive_AnyPartDiffers_GivesAnotherId()
    {
        ClientOrderId[] ids =
        [
            ClientOrderIds.Derive(Account, "live", "s1", "entry"), ClientOrderIds.Derive(new AccountId("other"), "live", "s1", "entry"), ClientOrderIds.Derive(Account, "paper", "s1", "entry"),
            ClientOrderIds.Derive(Account, "live", "s2", "entry"), ClientOrderIds.Derive(Account, "live", "s1", "exit"), ClientOrderIds.Derive(Account, "live", "s1", "entry", 1),
        ];

        ids.Distinct().Count().ShouldBe(ids.Length);
        ids.ShouldAllBe(id => id.Value.Length == 52);
    }

    /// <summary>Base32 by way of a big number: another road to the same text.</summary>
    private static string Reference(string text)
    {
        var number = new System.Numerics.BigInteger(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)), isUnsigned: true, isBigEndian: true) << 4;
        return string.Concat(Enumerable.Range(0, 52).Reverse().Select(i => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[(int)((number >> (5 * i)) & 31)]));
    }
}
