using TradingFunctions.AlpacaStub.Journal;
using TradingFunctions.AlpacaStub.Orders;

namespace TradingFunctions.Chaos.Counting;

/// <summary>One order as the stub's journal has it.</summary>
internal sealed class CountedOrder(JournalEntry taken)
{
    public JournalEntry Taken => taken;

    public decimal Filled { get; private set; }

    public string Status { get; private set; } = taken.Status!;

    public bool IsOpen => !OrderStatuses.IsFinal(Status);

    public void Move(JournalEntry entry)
    {
        Status = entry.Status!;
        Filled += entry.Kind == EntryKind.Fill ? entry.Qty!.Value : 0m;
    }
}

/// <summary>One account as the stub's journal has it.</summary>
internal sealed class CountedAccount
{
    private readonly Dictionary<string, (int Number, bool IsUnknown)> posts = [];

    public SortedDictionary<string, CountedOrder> Orders { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, decimal> Positions { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, int> Faults { get; } = new(StringComparer.Ordinal);

    public decimal Cash { get; private set; }

    public int Fills { get; private set; }

    /// <summary>Orders sent a second time though the broker had not said in between that it does not know them.</summary>
    public List<string> BlindRepeats { get; } = [];

    public List<string> Violations { get; } = [];

    public DateTime LastOrderUtc { get; private set; }

    public void Add(JournalEntry entry)
    {
        switch (entry.Kind)
        {
            case EntryKind.Account:
                Cash = entry.Qty!.Value;
                break;
            case EntryKind.Post:
                Post(entry);
                break;
            case EntryKind.Lookup when entry.Http == 404:
                posts[entry.ClientOrderId!] = (posts.GetValueOrDefault(entry.ClientOrderId!).Number, IsUnknown: true);
                break;
            case EntryKind.Order:
                Orders[entry.ClientOrderId!] = new CountedOrder(entry);
                LastOrderUtc = entry.AtUtc;
                break;
            case EntryKind.Status:
                Orders[entry.ClientOrderId!].Move(entry);
                break;
            case EntryKind.Fill:
                Fill(entry);
                break;
            case EntryKind.Fault:
                Faults[entry.Fault!] = Faults.GetValueOrDefault(entry.Fault!) + 1;
                break;
            default:
                break;
        }
    }

    private void Post(JournalEntry entry)
    {
        var (number, isUnknown) = posts.GetValueOrDefault(entry.ClientOrderId!);
        if (number > 0 && !isUnknown)
        {
            BlindRepeats.Add(entry.ClientOrderId!);
        }

        posts[entry.ClientOrderId!] = (number + 1, IsUnknown: false);
    }

    private void Fill(JournalEntry entry)
    {
        var order = Orders[entry.ClientOrderId!];
        order.Move(entry);
        Fills++;
        var signed = entry.Side == "buy" ? entry.Qty!.Value : -entry.Qty!.Value;
        Cash -= signed * entry.Price!.Value;
        Positions[entry.Symbol!] = Positions.GetValueOrDefault(entry.Symbol!) + signed;
        if (order.Filled > order.Taken.Qty)
        {
            Violations.Add($"{entry.ClientOrderId} filled {order.Filled} of {order.Taken.Qty}");
        }

        if (Positions[entry.Symbol!] < 0m)
        {
            Violations.Add($"{entry.Symbol} short by {entry.ClientOrderId}");
        }
    }
}

/// <summary>The stub's journal, counted.</summary>
internal static class JournalCount
{
    public static Dictionary<string, CountedAccount> Read(string path)
    {
        var accounts = new Dictionary<string, CountedAccount>();
        foreach (var entry in StubJournal.Read(path))
        {
            if (!accounts.TryGetValue(entry.Account, out var account))
            {
                accounts[entry.Account] = account = new CountedAccount();
            }

            account.Add(entry);
        }

        return accounts;
    }
}
