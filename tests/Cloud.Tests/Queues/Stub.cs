namespace TradingFunctions.Cloud.Tests.Queues;

/// <summary>Stubs as what they stand in for. Where the packages are not there, the guard over the cloud tier's sources does not know what a stub's base is.</summary>
internal static class Stub
{
    public static T As<T>(object stub) => (T)stub;
}
