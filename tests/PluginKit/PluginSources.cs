namespace TradingFunctions.PluginKit;

/// <summary>Plug-ins that behave, and plug-ins that do not.</summary>
public static class PluginSources
{
    /// <summary>Buys after a bar down, sells after so many bars up in a row. Parameter <c>ups</c>, 1 to 10.</summary>
    public const string Dips = """
        namespace Acme;

        public sealed record DipsParameters
        {
            [StrategyParameter("Bars up in a row that it sells after.", Min = 1, Max = 10)]
            public int Ups { get; init; } = 2;
        }

        [Strategy("dips", "Buys dips.")]
        public sealed class Dips(DipsParameters parameters) : ITradingStrategy
        {
            public int RequiredBars => parameters.Ups + 1;

            public StrategySignal Evaluate(in StrategyInput input)
            {
                var closes = input.Bars.Closes;
                if (closes.Length < RequiredBars)
                {
                    return StrategySignal.TooFewBars;
                }

                if (input.Position.IsFlat)
                {
                    return closes[^1] < closes[^2] ? StrategySignal.Buy(0.7, "down") : StrategySignal.Hold;
                }

                for (var i = 1; i <= parameters.Ups; i++)
                {
                    if (closes[^i] <= closes[^(i + 1)])
                    {
                        return StrategySignal.Hold;
                    }
                }

                return StrategySignal.Sell(0.7, "up again");
            }
        }
        """;

    /// <summary>Throws at and after 11:00 New York, and is the dips strategy before.</summary>
    public static readonly string Thrower = Misbehaving("thrower", """throw new InvalidOperationException("told you");""");

    /// <summary>Gives a confidence that is none.</summary>
    public static readonly string BadSignal = Misbehaving("overconfident", """return StrategySignal.Buy(7, "sure");""");

    /// <summary>Looks one bar past the end of what it was given.</summary>
    public const string Cheat = """
        using System.Runtime.InteropServices;

        namespace Acme;

        [Strategy("cheat")]
        public sealed class Cheat : ITradingStrategy
        {
            public int RequiredBars => 2;

            public StrategySignal Evaluate(in StrategyInput input)
            {
                var closes = input.Bars.Closes;
                var next = MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetReference(closes), closes.Length + 1)[^1];
                return next > closes[^1] ? StrategySignal.Buy(1, "knew") : StrategySignal.Sell(1, "knew");
            }
        }
        """;

    internal static string Misbehaving(string name, string how, string members = "") => $$"""
        namespace Acme;

        [Strategy("{{name}}")]
        public sealed class Misbehaving : ITradingStrategy
        {
            public int RequiredBars => 3;

            public StrategySignal Evaluate(in StrategyInput input)
            {
                if (input.Bars.Count >= 3 && ExchangeCalendar.ToNewYork(input.Bars.Last.EndUtc).Hour >= 11)
                {
                    {{how}}
                }

                var closes = input.Bars.Closes;
                return closes.Length < 3 ? StrategySignal.TooFewBars
                    : input.Position.IsFlat ? closes[^1] < closes[^2] ? StrategySignal.Buy(0.7, "down") : StrategySignal.Hold
                    : closes[^1] > closes[^2] ? StrategySignal.Sell(0.7, "up") : StrategySignal.Hold;
            }
        {{members}}
        }
        """;
}
