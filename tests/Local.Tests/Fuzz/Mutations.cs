using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingFunctions.Api.Routing;

namespace TradingFunctions.Local.Tests.Fuzz;

/// <summary>Makes requests of a route that are nearly right, and then wrong in one or several ways. The same seed gives the same requests.</summary>
internal sealed class Mutations(ApiRoute route, string key, string host, int seed)
{
    /// <summary>Values that programs trip over; escaped, so that they survive in an address.</summary>
    private static readonly string[] Awkward =
    [
        "", "0", "-1", "1", "2", "1000", "1001", "999999999999999999999", "1e309", "-1e309", "NaN", "Infinity", "0x10", "1.5", "true", "null", "undefined", "%00", "%0d%0aX:1", "%2F", "%2e%2e", "..", ".",
        "%ff%fe", "%F0%9F%98%80", "%E2%80%AE", "%25", "%", "%zz", "'%22<script>", "%7B%7D", "a b", "+", "2006-01-04", "2006-02-30", "9999-12-31", "0001-01-01", "24:61", "latest", "AAPL", "aapl", "BRK.B", "BTC/USD", "BTC%2FUSD",
        "%C3%A9", "%ED%A0%80", "__proto__", "constructor", "maxPositions", "maxDrawdown", "momentum", "filled", "running", "json", "prometheus",
    ];

    private static readonly string[] ContentTypes = ["application/json", "application/json; charset=utf-8", "application/json;charset=\"utf-16\"", "text/plain", "", ";", "application/vnd.x+json", "multipart/form-data; boundary=x"];

    private static readonly string[] Numbers = ["0", "-0", "-1", "1e-30", "1e30", "79228162514264337593543950335", "79228162514264337593543950336", "1e400", "0.1234567890123456789012345678901", "9007199254740993", "2147483648", "-9223372036854775809", "NaN", "01", "1.", "+1"];

    private readonly Random random = new(seed);
    private readonly SampleBody samples = new(new Random(seed));

    public FuzzRequest Next()
    {
        var request = new FuzzRequest { Method = route.Method, Path = Path() };
        request.Headers["host"] = random.Next(200) == 0 ? "evil.example" : host;
        if (random.Next(100) > 0)
        {
            request.Headers["x-functions-key"] = key;
        }

        AddQuery(request);
        AddHeaders(request);
        if (route.Request is not null || random.Next(30) == 0)
        {
            request.Body = Body();
            request.Headers["content-type"] = random.Next(20) == 0 ? Pick(ContentTypes) : "application/json";
        }
        else if (route.Method is "POST" or "PUT")
        {
            request.Body = [];
        }

        return request;
    }

    private string Path() => string.Join('/', route.Pattern.Split('/').Select(segment => segment.StartsWith('{') ? Segment() : segment));

    private string Segment() => random.Next(40) switch
    {
        0 => new string('A', random.Next(90, 110)),
        1 => new string('b', 5000),
        < 12 => "AAPL",
        _ => Pick(Awkward) is { Length: > 0 } text ? text.Replace(" ", "%20", StringComparison.Ordinal) : "x",
    };

    private void AddQuery(FuzzRequest request)
    {
        foreach (var parameter in route.Query)
        {
            if (random.Next(3) == 0)
            {
                request.Query.Add((parameter.Name, Value(parameter.Name)));
            }
        }

        if (random.Next(25) == 0)
        {
            request.Query.Add((Pick(["unknown", "", "limit", "LIMIT", "code", "%00", "a[]"]), Value("unknown")));
        }

        if (request.Query.Count > 0 && random.Next(20) == 0)
        {
            request.Query.Add(request.Query[0]);
        }
    }

    /// <summary>A wait that is valid would be waited for.</summary>
    private string Value(string name) => Pick(Awkward).Replace(" ", "+", StringComparison.Ordinal) is var value && name == "wait" && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 2 and <= 30_000 ? "2" : value;

    private void AddHeaders(FuzzRequest request)
    {
        if (random.Next(2) == 0)
        {
            request.Headers["x-caller"] = Pick(["ann", "bob", "", "with space", "é", new string('c', 300), "pipeline"]);
        }

        if (random.Next(3) == 0)
        {
            request.Headers["if-match"] = Pick(["\"1\"", "1", "*", "W/\"1\"", "\"", "", "\"a\", \"b\"", "\"999999999999999999999\"", "\"-1\""]);
        }

        if (random.Next(10) == 0)
        {
            request.Headers["accept"] = Pick(["application/json", "text/plain", "*/*", ";;;", ""]);
        }

        if (random.Next(20) == 0)
        {
            request.Headers["traceparent"] = Pick(["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "00-0-0-0", "ff", "", "00-4bf92f3577b34da6a3ce929d0e0e473Z-00f067aa0ba902b7-01"]);
        }

        if (random.Next(50) == 0)
        {
            request.Headers["origin"] = Pick(["http://evil.example", "null", $"http://{host}"]);
        }

        if (random.Next(50) == 0)
        {
            request.Headers["cookie"] = Pick(["a=b", "trading-session=xyz", ";;", "trading-session-0=" + new string('A', 100)]);
        }
    }

    private byte[] Body()
    {
        var node = route.Request is { } type ? samples.Of(type) : new JsonObject { ["a"] = 1 };
        for (var i = random.Next(4); i > 0; i--)
        {
            node = Mutate(node);
        }

        var bytes = Encoding.UTF8.GetBytes(Write(node));
        return random.Next(4) == 0 ? Damage(bytes) : bytes;
    }

    /// <summary>Changes one place of a document.</summary>
    private JsonNode? Mutate(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } members when random.Next(10) > 0:
                var name = members.ElementAt(random.Next(members.Count)).Key;
                switch (random.Next(6))
                {
                    case 0:
                        members.Remove(name);
                        break;
                    case 1:
                        members[Pick(["unknown", name.ToUpperInvariant(), "", "$type", "__proto__"])] = Wrong();
                        break;
                    case 2 when members[name] is JsonObject or JsonArray:
                        members[name] = Mutate(members[name]!.DeepClone());
                        break;
                    default:
                        members[name] = Wrong();
                        break;
                }

                return members;
            case JsonArray { Count: > 0 } items when random.Next(5) > 0:
                var i = random.Next(items.Count);
                if (random.Next(3) == 0)
                {
                    for (var n = random.Next(1, 60); n > 0; n--)
                    {
                        items.Add(items[i]?.DeepClone());
                    }
                }
                else
                {
                    items[i] = Mutate(items[i]?.DeepClone());
                }

                return items;
            default:
                return Wrong();
        }
    }

    /// <summary>A value of a type or size that nobody expects. Numbers as written: see <see cref="Write"/>.</summary>
    private JsonNode? Wrong() => random.Next(9) switch
    {
        0 => null,
        1 => JsonValue.Create(Pick(["", " ", "\0", "\u202e", "\ud83d\ude00", "AAPL", "<!channel>", "../..", "1", "NaN"])),
        2 => JsonValue.Create(new string('x', random.Next(2) == 0 ? 300 : 20_000)),
        3 => JsonValue.Create(random.Next(2) == 0),
        4 => new JsonArray(JsonValue.Create(1), null, new JsonObject()),
        5 => Deep(random.Next(2) == 0 ? 10 : 200),
        6 => new JsonObject { ["$ref"] = "#" },
        _ => JsonValue.Create($"#number:{Pick(Numbers)}"),
    };

    private static JsonArray Deep(int depth)
    {
        var node = new JsonArray();
        for (var i = 0; i < depth && i < 60; i++)
        {
            node = new JsonArray(node);
        }

        return node;
    }

    /// <summary>Puts in the numbers that a document cannot hold.</summary>
    private static string Write(JsonNode? node)
    {
        var text = node?.ToJsonString(new JsonSerializerOptions { MaxDepth = 256 }) ?? "null";
        const string mark = "\"#number:";
        for (var at = text.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(mark, StringComparison.Ordinal))
        {
            var end = text.IndexOf('"', at + mark.Length);
            text = string.Concat(text.AsSpan(0, at), text.AsSpan(at + mark.Length, end - at - mark.Length).ToString().Replace("\\u002B", "+", StringComparison.Ordinal), text.AsSpan(end + 1));
        }

        return text;
    }

    private byte[] Damage(byte[] bytes)
    {
        switch (random.Next(7))
        {
            case 0:
                return bytes[..random.Next(bytes.Length + 1)];
            case 1:
                return [0xEF, 0xBB, 0xBF, .. bytes];
            case 2:
                return [.. bytes, .. bytes];
            case 3 when random.Next(50) == 0:
                return [.. bytes, .. new byte[300_000]];
            case 4:
                return Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(bytes));
            default:
                var damaged = (byte[])bytes.Clone();
                for (var i = random.Next(1, 5); i > 0 && damaged.Length > 0; i--)
                {
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                }

                return damaged;
        }
    }

    private string Pick(string[] values) => values[random.Next(values.Length)];
}
