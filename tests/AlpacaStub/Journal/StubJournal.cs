using System.Text.Json;

namespace TradingFunctions.AlpacaStub.Journal;

/// <summary>The stub's own record of everything, JSON lines, append-only: what a test counts again from. Written through before an answer leaves.</summary>
public sealed class StubJournal : IDisposable
{
    private readonly Lock sync = new();
    private readonly FileStream? file;
    private long number;

    /// <param name="path">Null keeps no journal.</param>
    public StubJournal(string? path) =>
        file = path is null ? null : new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);

    /// <summary>Appends an entry; the journal numbers it.</summary>
    public void Add(JournalEntry entry)
    {
        if (file is null)
        {
            return;
        }

        lock (sync)
        {
            var line = JsonSerializer.SerializeToUtf8Bytes(entry with { Number = ++number }, JournalJson.Default.JournalEntry);
            Array.Resize(ref line, line.Length + 1);
            line[^1] = (byte)'\n';
            file.Write(line);
        }
    }

    /// <summary>Reads a journal. An unfinished last line, of a stub that was killed, is left out.</summary>
    public static IEnumerable<JournalEntry> Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.EndsWith('}'))
            {
                yield return JsonSerializer.Deserialize(line, JournalJson.Default.JournalEntry)!;
            }
        }
    }

    public void Dispose() => file?.Dispose();
}
