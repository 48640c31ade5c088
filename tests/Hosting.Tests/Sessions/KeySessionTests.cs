using System.Text;
using Microsoft.AspNetCore.Http;
using TradingFunctions.Hosting.Sessions;

namespace TradingFunctions.Hosting.Tests.Sessions;

public sealed class KeySessionTests
{
    private static async Task<string> Show(AdminCheck admins, string? person)
    {
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { Response = { Body = body } };
        if (person is not null)
        {
            http.Request.Headers[KeySession.PersonHeader] = person;
        }

        await KeySession.Show(http, admins);
        return Encoding.UTF8.GetString(body.ToArray());
    }

    [Fact]
    public async Task Show_WithEntra_TellsWhereToSignInAndWhoIs()
    {
        const string Where = "/.auth/login/aad?post_login_redirect_uri=%2F";
        (await Show(AdminCheck.EntraId, person: null)).ShouldBe($$"""{"antiForgery":"","signIn":"{{Where}}","person":null}""");
        (await Show(AdminCheck.EntraId, "ada@example.org")).ShouldBe($$"""{"antiForgery":"","signIn":"{{Where}}","person":"ada@example.org"}""");
    }

    /// <summary>Without the platform's sign-in anybody can send that header.</summary>
    [Theory]
    [InlineData(AdminCheck.None)]
    [InlineData(AdminCheck.Refuse)]
    public async Task Show_WithoutEntra_BelievesNoName(AdminCheck admins) =>
        (await Show(admins, "ada@example.org")).ShouldBe("""{"antiForgery":"","signIn":null,"person":null}""");
}
