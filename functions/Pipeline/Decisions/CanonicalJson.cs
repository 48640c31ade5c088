using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace TradingFunctions.Pipeline.Decisions;

/// <summary>One spelling for one value: members in ordinal order, numbers without trailing zeros and rounded to 1e-9, no nulls.</summary>
internal static class CanonicalJson
{
    private const int Digits = 9;

    /// <summary>Writes a value in its canonical spelling.</summary>
    /// <param name="leaveOut">Members left out, at any depth: what differs between two runs of the same decision.</param>
    public static void Write(Utf8JsonWriter writer, JsonElement value, IReadOnlySet<string> leaveOut)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                WriteMembers(writer, value, leaveOut);
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, item, leaveOut);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                WriteNumber(writer, value);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static void WriteMembers(Utf8JsonWriter writer, JsonElement value, IReadOnlySet<string> leaveOut)
    {
        var count = value.GetPropertyCount();
        var names = ArrayPool<string>.Shared.Rent(count);
        var values = ArrayPool<JsonElement>.Shared.Rent(count);
        var n = 0;
        foreach (var member in value.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Null && member.Name is var name && !leaveOut.Contains(name))
            {
                (names[n], values[n]) = (name, member.Value);
                n++;
            }
        }

        Array.Sort(names, values, 0, n, StringComparer.Ordinal);
        for (var i = 0; i < n; i++)
        {
            writer.WritePropertyName(names[i]);
            Write(writer, values[i], leaveOut);
        }

        ArrayPool<string>.Shared.Return(names, clearArray: true);
        ArrayPool<JsonElement>.Shared.Return(values, clearArray: true);
    }

    private static void WriteNumber(Utf8JsonWriter writer, JsonElement value)
    {
        if (value.TryGetInt64(out var whole))
        {
            writer.WriteNumberValue(whole);
        }
        else if (value.TryGetDecimal(out var exact))
        {
            writer.WriteRawValue(Math.Round(exact, Digits).ToString("0.#########", CultureInfo.InvariantCulture), skipInputValidation: true);
        }
        else
        {
            writer.WriteNumberValue(value.GetDouble());
        }
    }
}
