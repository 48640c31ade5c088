using System.Globalization;
using System.Text.Json;

namespace TradingFunctions.Local.Costs;

/// <summary>One meter of a bill.</summary>
/// <param name="Amount">Price of <paramref name="Per"/> units; null where no document gives one: the meter is then counted and not charged.</param>
/// <param name="Per">Units that the price is for.</param>
/// <param name="Free">Units a month without charge.</param>
/// <param name="Source">Name of the document.</param>
/// <param name="Date">When it said so, as precisely as is known.</param>
/// <param name="Confirmed">Whether the figure was read in a document of the provider of that date; one that was not has to be checked.</param>
public sealed record Price([property: System.Text.Json.Serialization.JsonPropertyName("price")] decimal? Amount, decimal Per, decimal Free, string Source, string Date, bool Confirmed)
{
    /// <summary>What a month's quantity costs; null without a price.</summary>
    public decimal? Of(decimal quantity) => Amount is { } amount ? Math.Max(0, quantity - Free) / Per * amount : null;
}

/// <summary>A figure that is not measured, and why it is what it is.</summary>
public sealed record Assumption(decimal Value, string Why);

/// <summary>A timer's schedule, and how many functions go by it.</summary>
/// <param name="Schedule">Six fields, UTC.</param>
public sealed record TimerSchedule(string Setting, string Schedule, int Functions);

/// <summary>What is deployed.</summary>
public sealed record Deployment(string Note, decimal InstanceGb, decimal AlwaysReadyInstances, decimal SessionMinutes, TimerSchedule[] Timers);

/// <summary>Prices, request units and assumptions: everything of a bill that is not counted.</summary>
public sealed record PriceList(
    string Currency, string Region, string Note, SortedDictionary<string, Price> Prices, RequestUnits RequestUnits, SortedDictionary<string, Assumption> Assumptions, Deployment Deployment)
{
    private const string Resource = "azure-prices.json";

    /// <summary>The file inside the program, as text.</summary>
    public static string BuiltInText
    {
        get
        {
            using var stream = typeof(PriceList).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not in the program.");
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }

    /// <param name="path">A file; null for the one inside the program.</param>
    /// <exception cref="PriceListException">It cannot be read or lacks something; the message names it.</exception>
    public static PriceList Load(string? path)
    {
        try
        {
            var list = JsonSerializer.Deserialize(path is null ? BuiltInText : File.ReadAllText(path), CostJson.Default.PriceList) ?? throw new PriceListException(path, "is null.");
            list.Check(path);
            return list;
        }
        catch (JsonException e)
        {
            throw new PriceListException(path, $"cannot be read: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PriceListException(path, e.Message, e);
        }
    }

    public Price Price(string name) => Prices[name];

    /// <summary>The list with other amounts in the places of its own.</summary>
    /// <param name="amounts">Each <c>name=amount</c>; the amount is for as many units as the list says.</param>
    /// <exception cref="PriceListException">One is no such text.</exception>
    public PriceList With(IEnumerable<string> amounts)
    {
        var prices = new SortedDictionary<string, Price>(Prices, StringComparer.Ordinal);
        foreach (var text in amounts)
        {
            var (name, amount) = text.IndexOf('=', StringComparison.Ordinal) is var at and > 0 ? (text[..at], text[(at + 1)..]) : (text, string.Empty);
            if (!prices.TryGetValue(name, out var price))
            {
                throw new PriceListException("--price", $"'{name}' is no price of the list. Its prices are {string.Join(", ", prices.Keys)}.");
            }

            prices[name] = decimal.TryParse(amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                ? price with { Amount = number, Source = "given with --price", Date = string.Empty, Confirmed = true }
                : throw new PriceListException("--price", $"{name} must be an amount of at least 0, such as {name}=0.25, is '{amount}'.");
        }

        return this with { Prices = prices };
    }

    public decimal Assume(string name) => Assumptions[name].Value;

    private void Check(string? path)
    {
        foreach (var name in Meters.All.Where(name => !Prices.ContainsKey(name)))
        {
            throw new PriceListException(path, $"prices.{name} is missing.");
        }

        foreach (var (name, price) in Prices.Where(pair => pair.Value.Amount < 0 || pair.Value.Per <= 0 || pair.Value.Free < 0))
        {
            throw new PriceListException(path, $"prices.{name} must have a price and a free quantity of at least 0, for more than 0 units, has {price.Amount}, {price.Free} and {price.Per}.");
        }

        foreach (var name in Assumed.All.Where(name => !Assumptions.ContainsKey(name)))
        {
            throw new PriceListException(path, $"assumptions.{name} is missing.");
        }

        foreach (var (name, assumption) in Assumptions.Where(pair => pair.Value.Value < 0))
        {
            throw new PriceListException(path, $"assumptions.{name} must be at least 0, is {assumption.Value}.");
        }

        if (RequestUnits.Problem() is { } problem)
        {
            throw new PriceListException(path, $"requestUnits.{problem}");
        }
    }
}

/// <summary>A price list cannot be used.</summary>
public sealed class PriceListException(string? path, string message, Exception? inner = null) : Exception($"{path ?? "The built-in price list"}: {message}", inner);
