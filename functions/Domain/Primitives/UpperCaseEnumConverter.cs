using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingFunctions.Domain;

/// <summary>Reads and writes an enum as its capitalised name (<c>BUY</c>); reading ignores case, numbers are refused.</summary>
/// <typeparam name="T">The enum.</typeparam>
public sealed class UpperCaseEnumConverter<T>() : JsonStringEnumConverter<T>(new UpperCase(), allowIntegerValues: false) where T : struct, Enum
{
    private sealed class UpperCase : JsonNamingPolicy
    {
        public override string ConvertName(string name) => name.ToUpperInvariant();
    }
}
