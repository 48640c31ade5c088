namespace TradingFunctions.Local.Engine.VirtualTime;

/// <summary>Spreads the items of a wave over the cores; the caller's thread is one of the workers.</summary>
internal static class Workers
{
    /// <summary>Fewer items than this are not worth a second thread.</summary>
    private const int WorthSharing = 16;

    public static void ForEach(int count, Action<int> body)
    {
        if (count < WorthSharing)
        {
            for (var i = 0; i < count; i++)
                body(i);
            return;
        }

        var next = -1;
        var others = new Task[Environment.ProcessorCount - 1];
        for (var i = 0; i < others.Length; i++)
            others[i] = Task.Run(Work);
        try
        {
            Work();
        }
        finally
        {
            Task.WhenAll(others).GetAwaiter().GetResult();
        }

        void Work()
        {
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
                body(i);
        }
    }

    /// <summary>Starts all items, over the cores, and waits for all. One that waits for something holds up no other: what several wait for can come at once.</summary>
    public static async Task ForEachAsync(int count, Func<int, ValueTask> body)
    {
        var next = -1;
        var others = new Task[Math.Min(Environment.ProcessorCount, count) - 1];
        for (var i = 0; i < others.Length; i++)
            others[i] = Task.Run(Work);
        await Task.WhenAll([Work(), .. others]);

        async Task Work()
        {
            List<Task>? waiting = null;
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                var item = body(i);
                if (!item.IsCompletedSuccessfully)
                    (waiting ??= []).Add(item.AsTask());
            }

            if (waiting is not null)
                await Task.WhenAll(waiting);
        }
    }
}
