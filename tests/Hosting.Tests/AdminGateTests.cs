using System.Text;
using Microsoft.AspNetCore.Http;
using TradingFunctions.Api.Routing;

namespace TradingFunctions.Hosting.Tests;

public sealed class AdminGateTests
{
    private const string Role = "Trading.Admin";

    private static async Task<(bool Allowed, int Status)> Ask(AdminCheck check, ApiRoute route, string? principal = null)
    {
        var http = new DefaultHttpContext();
        if (principal is not null)
            http.Request.Headers[AdminGate.PrincipalHeader] = principal;
        return (await new AdminGate(check, Role).Allows(http, route), http.Response.StatusCode);
    }

    private static string Principal(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json));

    [Theory]
    [InlineData(AdminCheck.None)]
    [InlineData(AdminCheck.EntraId)]
    [InlineData(AdminCheck.Refuse)]
    public async Task Allows_AnOrdinaryRoute_Always(AdminCheck check) => (await Ask(check, ApiRoutes.ExecuteSignal)).Allowed.ShouldBeTrue();

    [Fact]
    public async Task Allows_OnOnesOwnMachine_Everybody() => (await Ask(AdminCheck.None, ApiRoutes.PutState)).Allowed.ShouldBeTrue();

    [Fact]
    public async Task Allows_WhereNobodyIsSignedIn_NoAdminRouteWhateverTheHeaderSays() =>
        (await Ask(AdminCheck.Refuse, ApiRoutes.PutState, Principal($$"""{"claims":[{"typ":"roles","val":"{{Role}}"}]}"""))).ShouldBe((false, 403));

    [Theory]
    [InlineData("""{"claims":[{"typ":"roles","val":"Trading.Admin"}]}""", true)]
    [InlineData("""{"role_typ":"http://schemas/role","claims":[{"typ":"x","val":"y"},{"typ":"http://schemas/role","val":"Trading.Admin"}]}""", true)]
    [InlineData("""{"claims":[{"typ":"roles","val":"Trading.Reader"}]}""", false)]
    [InlineData("""{"claims":[{"typ":"name","val":"Trading.Admin"}]}""", false)]
    [InlineData("""{"claims":"Trading.Admin"}""", false)]
    [InlineData("""{"claims":[{"val":"Trading.Admin"}]}""", false)]
    [InlineData("""{"claims":[7]}""", false)]
    [InlineData("{}", false)]
    [InlineData("[", false)]
    public async Task Allows_OfSignedInCallers_ThoseWithTheRole(string principal, bool allowed) =>
        (await Ask(AdminCheck.EntraId, ApiRoutes.PutState, Principal(principal))).ShouldBe((allowed, allowed ? 200 : 403));

    [Theory]
    [InlineData(null)]
    [InlineData("not base64")]
    public async Task Allows_WithoutAPrincipal_Nobody(string? header) => (await Ask(AdminCheck.EntraId, ApiRoutes.PutState, header)).ShouldBe((false, 403));

    [Fact]
    public void AdminRoutes_AreThoseThatGuardTheMoney() =>
        ApiRoutes.All.Where(route => route.Admin).ShouldBe(
            [
                ApiRoutes.SplitPosition, ApiRoutes.PutState, ApiRoutes.TerminateInstance, ApiRoutes.PurgeInstance, ApiRoutes.ResendPoison,
                ApiRoutes.PutLimit, ApiRoutes.AskOverride, ApiRoutes.ConfirmOverride, ApiRoutes.EndOverride, ApiRoutes.SwitchStrategy,
                ApiRoutes.PromoteModel, ApiRoutes.RollBackModel,
            ],
            ignoreOrder: true);
}
