using System.Text;

namespace TradingFunctions.Local.Tests.Fuzz;

/// <summary>A request before it is put on the wire.</summary>
internal sealed class FuzzRequest
{
    public required string Method { get; init; }

    /// <summary>Escaped already, or broken on purpose.</summary>
    public required string Path { get; init; }

    public List<(string Name, string Value)> Query { get; } = [];

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public byte[]? Body { get; set; }

    public byte[] ToBytes()
    {
        var head = new StringBuilder().Append(Method).Append(' ').Append(Path);
        for (var i = 0; i < Query.Count; i++)
        {
            head.Append(i == 0 ? '?' : '&').Append(Query[i].Name).Append('=').Append(Query[i].Value);
        }

        head.Append(" HTTP/1.1\r\n");
        foreach (var (name, value) in Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        if (Body is not null)
        {
            head.Append("content-length: ").Append(Body.Length).Append("\r\n");
        }

        return [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. Body ?? []];
    }
}
