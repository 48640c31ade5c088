using Microsoft.Extensions.Configuration;
using TradingFunctions.Hosting.Sessions;

namespace TradingFunctions.Hosting.Tests.Sessions;

public sealed class LiveOriginsTests
{
    [Theory]
    [InlineData("SignalR:serviceUri", "https://desk.service.signalr.net", "https://desk.service.signalr.net wss://desk.service.signalr.net")]
    [InlineData("SignalR:serviceUri", "https://desk.service.signalr.net/", "https://desk.service.signalr.net wss://desk.service.signalr.net")]
    [InlineData("SignalR", "Endpoint=https://desk.service.signalr.net;AccessKey=secret;Version=1.0;", "https://desk.service.signalr.net wss://desk.service.signalr.net")]
    [InlineData("SignalR", "AccessKey=secret; endpoint=http://127.0.0.1:8888", "http://127.0.0.1:8888 ws://127.0.0.1:8888")]
    [InlineData("SignalR", "AccessKey=secret", "")]
    [InlineData("SignalR:serviceUri", "'self'; script-src *", "")]
    [InlineData("Other", "Endpoint=https://desk.service.signalr.net", "")]
    public void Of_AConnection_GivesTheServicesOrigins(string name, string value, string expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build();
        string.Join(' ', LiveOrigins.Of(configuration, "SignalR")).ShouldBe(expected);
    }
}
