using System.Globalization;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Hosting;

/// <summary>Reads the app settings of a Functions app and remembers everything that is wrong with them.</summary>
public sealed class AppSettings(IReadOnlyDictionary<string, string> variables)
{
    /// <summary>Schedules that the timer functions name as <c>%NAME%</c>, in UTC: the Functions host does not start without them.</summary>
    public static readonly IReadOnlyList<string> Timers = ["TRADING_TIMER_TRIGGERS", "TRADING_TIMER_ORDERS", "TRADING_TIMER_RECONCILE", "TRADING_TIMER_CLEANUP", "TRADING_TIMER_RECORDS", "TRADING_TIMER_LIVE"];

    /// <summary>Deliveries after which a storage queue's message is given up by <c>host.json</c>.</summary>
    public const int StorageQueueDeliveries = 5;

    /// <summary>Deliveries after which Service Bus gives a message up by <c>bicep/</c>.</summary>
    public const int ServiceBusDeliveries = 10;

    /// <summary>Functions of each queue: those of the other one are switched off.</summary>
    private static readonly (string Function, QueueKind Kind)[] QueueFunctions =
    [
        ("SignalsFromServiceBus", QueueKind.ServiceBus),
        ("OrderEventsFromServiceBus", QueueKind.ServiceBus),
        ("SignalsFromStorageQueue", QueueKind.StorageQueue),
    ];

    private readonly List<ConfigurationError> errors = [];

    /// <summary>Null where it is not set.</summary>
    public string? Find(string name) => variables.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Empty where it is missing; <see cref="ThrowIfAny"/> then names it.</summary>
    public string Need(string name)
    {
        var value = Find(name);
        if (value is null)
        {
            Fail(name, "must be set (docs/run-locally.md).");
        }

        return value ?? string.Empty;
    }

    /// <summary>The address of a container of blobs.</summary>
    public Uri? NeedContainer(string name)
    {
        var text = Need(name);
        if (text.Length == 0)
        {
            return null;
        }

        var address = BlobAddress.ReadContainer(text, out var problem);
        Refuse(name, address is null ? problem : null);
        return address;
    }

    /// <summary>A setting that is wrong for this host.</summary>
    /// <param name="problem">Null where nothing is wrong.</param>
    public void Refuse(string name, string? problem)
    {
        if (problem is not null)
        {
            Fail(name, problem);
        }
    }

    /// <summary>Settings that are read from variables by a reader of their own; null where it refuses a value, and <see cref="ThrowIfAny"/> then names it.</summary>
    /// <param name="read">Throws a <see cref="FormatException"/> whose message begins with the variable's name.</param>
    public T? Read<T>(Func<Func<string, string?>, T?> read)
        where T : class
    {
        try
        {
            return read(Find);
        }
        catch (FormatException e)
        {
            var name = e.Message.Split(' ')[0];
            Fail(name, e.Message[name.Length..].TrimStart());
            return null;
        }
    }

    /// <summary>One queue is in use; the functions of the other would wait for a service that is not there, or execute what was sent to it long ago.</summary>
    public void NeedQueue(QueueKind kind)
    {
        if (kind == QueueKind.Embedded)
        {
            Fail("TRADING__QUEUE__KIND", $"must be {QueueKind.StorageQueue} or {QueueKind.ServiceBus} in the Functions app.");
            return;
        }

        foreach (var (function, needed) in QueueFunctions)
        {
            if (IsDisabled(function) != (needed != kind))
            {
                Fail($"AzureWebJobs.{function}.Disabled", $"must be {(needed != kind ? "true" : "false or left out")} with queue.kind {kind}.");
            }
        }
    }

    /// <summary>The service's own limit comes first otherwise, and gives a message up without a reason.</summary>
    public void NeedAttempts(QueueOptions queue)
    {
        var most = queue.Kind == QueueKind.ServiceBus ? ServiceBusDeliveries : StorageQueueDeliveries;
        if (queue.Kind != QueueKind.Embedded && queue.MaxAttempts > most)
        {
            Fail("TRADING__QUEUE__MAXATTEMPTS", $"must be at most {most} with queue.kind {queue.Kind}, which gives a message up itself after so many deliveries; is {queue.MaxAttempts}.");
        }
    }

    public void NeedTimers()
    {
        foreach (var name in Timers)
        {
            var schedule = Need(name);
            if (schedule.Length > 0 && schedule.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length != 6)
            {
                Fail(name, $"must be a schedule of six fields (second minute hour day month weekday), is '{schedule}'.");
            }
        }
    }

    /// <summary>On Azure only who is signed in can be an administrator; on one's own machine the key is enough.</summary>
    public AdminCheck Admins()
    {
        if (Find("WEBSITE_AUTH_ENABLED") is { } enabled && IsTrue(enabled))
        {
            return AdminCheck.EntraId;
        }

        return IsOnAzure ? AdminCheck.Refuse : AdminCheck.None;
    }

    /// <summary>Names this process, in the alphabet of document ids.</summary>
    public string WorkerName()
    {
        var machine = Find("WEBSITE_INSTANCE_ID") ?? Environment.MachineName;
        return string.Create(CultureInfo.InvariantCulture, $"functions-{machine[..Math.Min(machine.Length, 12)]}-{Environment.ProcessId}-{DateTimeOffset.UtcNow.ToUnixTimeSeconds():x}");
    }

    /// <exception cref="ConfigurationException">Something is wrong.</exception>
    public void ThrowIfAny()
    {
        if (errors.Count > 0)
        {
            throw new ConfigurationException(errors);
        }
    }

    private bool IsOnAzure => Find("WEBSITE_INSTANCE_ID") is not null;

    /// <summary>Linux has no dots in the names of variables: there the platform writes underscores.</summary>
    private bool IsDisabled(string function) =>
        (Find($"AzureWebJobs.{function}.Disabled") ?? Find($"AzureWebJobs_{function}_Disabled")) is { } value && IsTrue(value);

    private void Fail(string name, string message) => errors.Add(new ConfigurationError("app settings", name, message));

    private static bool IsTrue(string value) => value is "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase);
}
