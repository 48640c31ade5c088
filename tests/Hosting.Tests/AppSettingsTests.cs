using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Hosting.Tests;

public sealed class AppSettingsTests
{
    private static AppSettings Settings(params (string Name, string Value)[] variables) =>
        new(variables.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.OrdinalIgnoreCase));

    private static string[] Errors(AppSettings settings) =>
        [.. Should.Throw<ConfigurationException>(settings.ThrowIfAny).Errors.Select(error => error.Key)];

    [Fact]
    public void Need_OfWhatIsNotThere_NamesEverySetting()
    {
        var settings = Settings(("EMPTY", ""));
        settings.Need("EMPTY");
        settings.Need("ABSENT");

        Errors(settings).ShouldBe(["EMPTY", "ABSENT"]);
    }

    [Theory]
    [InlineData("https://account.blob.core.windows.net/archive", true)]
    [InlineData("http://127.0.0.1:10000/devstoreaccount1/archive", true)]
    [InlineData("http://account.blob.core.windows.net/archive", false)]
    [InlineData("archive", false)]
    public void NeedContainer_OfAText_TakesHttpsAndThisMachine(string text, bool isTaken)
    {
        var settings = Settings(("A", text));

        (settings.NeedContainer("A") is not null).ShouldBe(isTaken);

        if (isTaken)
            settings.ThrowIfAny();
        else
            Errors(settings).ShouldBe(["A"]);
    }

    [Fact]
    public void NeedTimers_WithAScheduleOfFiveFields_NamesIt()
    {
        var settings = Settings([.. AppSettings.Timers.Select(name => (name, name == AppSettings.Timers[1] ? "* * * * *" : "0 * * * * *"))]);
        settings.NeedTimers();

        Errors(settings).ShouldBe([AppSettings.Timers[1]]);
    }

    [Fact]
    public void Read_OfARefusedValue_NamesTheVariable()
    {
        var settings = Settings(("GOOD", "1"));

        settings.Read(find => find("GOOD")).ShouldBe("1");
        settings.Read<string>(_ => throw new FormatException("BAD must be a URL.")).ShouldBeNull();

        var error = Should.Throw<ConfigurationException>(settings.ThrowIfAny).Errors.ShouldHaveSingleItem();
        (error.Key, error.Message).ShouldBe(("BAD", "must be a URL."));
    }

    [Fact]
    public void NeedQueue_OfTheEmbeddedOne_IsRefused()
    {
        var settings = Settings();
        settings.NeedQueue(QueueKind.Embedded);

        Errors(settings).ShouldBe(["TRADING__QUEUE__KIND"]);
    }

    [Theory]
    [InlineData(QueueKind.StorageQueue, ".", true, true, false)]
    [InlineData(QueueKind.ServiceBus, "_", false, false, true)]
    public void NeedQueue_WithTheOtherQueuesFunctionsOff_IsTaken(QueueKind kind, string separator, bool serviceBus, bool orderEvents, bool storage)
    {
        var settings = Settings(
            ($"AzureWebJobs{separator}SignalsFromServiceBus{separator}Disabled", serviceBus ? "true" : "0"),
            ($"AzureWebJobs{separator}OrderEventsFromServiceBus{separator}Disabled", orderEvents ? "1" : "false"),
            ($"AzureWebJobs{separator}SignalsFromStorageQueue{separator}Disabled", storage ? "True" : "False"));
        settings.NeedQueue(kind);

        settings.ThrowIfAny();
    }

    [Fact]
    public void Deliveries_OfTheServices_AreThoseOfTheDeployment()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "TradingFunctions.sln")))
        {
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("The tests do not lie in the repository.");
        }

        File.ReadAllText(Path.Combine(root, "host.json")).ShouldContain($"\"maxDequeueCount\": {AppSettings.StorageQueueDeliveries},");
        File.ReadAllText(Path.Combine(root, "bicep/modules/serviceBus.bicep")).ShouldContain($"maxDeliveryCount: {AppSettings.ServiceBusDeliveries}\n");
    }

    [Fact]
    public void NeedQueue_WithBothQueuesOn_NamesTheFunctionsToSwitchOff()
    {
        var settings = Settings();
        settings.NeedQueue(QueueKind.StorageQueue);

        Errors(settings).ShouldBe(["AzureWebJobs.SignalsFromServiceBus.Disabled", "AzureWebJobs.OrderEventsFromServiceBus.Disabled"]);
    }

    [Theory]
    [InlineData("", "", AdminCheck.None)]
    [InlineData("instance", "", AdminCheck.Refuse)]
    [InlineData("instance", "False", AdminCheck.Refuse)]
    [InlineData("instance", "True", AdminCheck.EntraId)]
    public void Admins_ByTheMachine_AreToldByEntraIdOnAzure(string instance, string auth, AdminCheck expected) =>
        Settings(("WEBSITE_INSTANCE_ID", instance), ("WEBSITE_AUTH_ENABLED", auth)).Admins().ShouldBe(expected);

    [Fact]
    public void WorkerName_OfALongInstanceId_IsShortAndOfTheAlphabet() =>
        Settings(("WEBSITE_INSTANCE_ID", new string('a', 64))).WorkerName().ShouldMatch("^functions-a{12}-[0-9]+-[0-9a-f]+$");
}
