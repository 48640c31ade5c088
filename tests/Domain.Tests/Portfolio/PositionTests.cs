using FsCheck;
using FsCheck.Fluent;
using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Domain.Tests.Portfolio;

public sealed class PositionTests
{
    [Fact]
    public void Apply_BuyAndSellPart_RealisesAtAverageCost()
    {
        var (position, _) = default(Position).Apply(10m, new Price(100m));
        (position, _) = position.Apply(10m, new Price(110m));
        position.AverageCost.ShouldBe(new Price(105m));

        (position, var realized) = position.Apply(-5m, new Price(120m));

        realized.ShouldBe(new Money(75m));
        position.ShouldBe(new Position(15m, new Money(1575m)));
        position.Unrealized(new Price(100m)).ShouldBe(new Money(-75m));
    }

    [Fact]
    public void Apply_ShortAndCover_RealisesTheFall()
    {
        var (position, _) = default(Position).Apply(-10m, new Price(100m));
        position.IsShort.ShouldBeTrue();
        position.AverageCost.ShouldBe(new Price(100m));
        position.Unrealized(new Price(90m)).ShouldBe(new Money(100m));

        (position, var realized) = position.Apply(10m, new Price(90m));

        realized.ShouldBe(new Money(100m));
        position.IsFlat.ShouldBeTrue();
    }

    [Fact]
    public void Apply_FillThroughZero_ClosesAndOpensTheOtherSide()
    {
        var (position, _) = default(Position).Apply(10m, new Price(100m));

        (position, var realized) = position.Apply(-15m, new Price(90m));

        realized.ShouldBe(new Money(-100m));
        position.ShouldBe(new Position(-5m, new Money(-450m)));
    }

    [Fact]
    public void Apply_RandomFills_ConservesCashPlusCostToTheLastDigit() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var position = default(Position);
            decimal cash = 0m, realized = 0m;
            for (var i = 0; i < 60; i++)
            {
                var signed = (random.Next(1, 2000) - 1000) / (random.Next(2) == 0 ? 1m : 7m);
                signed = Math.Round(signed, 9);
                var price = new Price(Math.Round(1m + (decimal)random.NextDouble() * 500m, 6));
                if (signed == 0m)
                    continue;

                (position, var gain) = position.Apply(signed, price);
                cash -= signed * price.Amount;
                realized += gain.Amount;
                (cash + position.CostBasis.Amount).ShouldBe(realized, $"seed {seed}, fill {i}");
                (position.IsFlat ? 0 : Math.Sign(position.CostBasis.Amount)).ShouldBe(Math.Sign(position.SignedQuantity));
            }
        }));
}
