using System.Text.Json;
using TradingFunctions.Api.Http;
using TradingFunctions.Api.Routing;

namespace TradingFunctions.Hosting;

public enum AdminCheck
{
    /// <summary>The key is enough: a machine of one person.</summary>
    None,

    /// <summary>The platform has signed the caller in with Entra ID and says so in a header that nobody else can set.</summary>
    EntraId,

    /// <summary>Nobody signs callers in, so nobody is an administrator.</summary>
    Refuse,
}

/// <summary>Lets only administrators use the routes that change what keeps the money safe.</summary>
/// <param name="role">App role of administrators.</param>
public sealed class AdminGate(AdminCheck check, string role)
{
    /// <summary>Base64 of the signed-in caller's claims, set by the platform.</summary>
    public const string PrincipalHeader = "X-MS-CLIENT-PRINCIPAL";

    private const string DefaultRoleClaim = "roles";

    public AdminCheck Check => check;

    /// <returns>Whether the request may go on; it has been answered otherwise.</returns>
    public async ValueTask<bool> Allows(HttpContext http, ApiRoute route)
    {
        if (!route.Admin || check == AdminCheck.None)
        {
            return true;
        }

        if (check == AdminCheck.Refuse)
        {
            await Problems.Write(http, StatusCodes.Status403Forbidden, "ADMIN_UNAVAILABLE", "This operation is for administrators, and the app signs nobody in: switch on its authentication with Entra ID.");
            return false;
        }

        if (HasRole(http.Request.Headers[PrincipalHeader]))
        {
            return true;
        }

        await Problems.Write(http, StatusCodes.Status403Forbidden, "ADMIN_REQUIRED", $"This operation is for callers signed in with Entra ID who have the app role '{role}'.");
        return false;
    }

    private bool HasRole(string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            return false;
        }

        try
        {
            using var principal = JsonDocument.Parse(Convert.FromBase64String(header));
            var root = principal.RootElement;
            var type = root.TryGetProperty("role_typ", out var named) && named.GetString() is { Length: > 0 } given ? given : DefaultRoleClaim;
            return root.TryGetProperty("claims", out var claims) && claims.EnumerateArray().Any(claim => Is(claim, "typ", type, DefaultRoleClaim) && Is(claim, "val", role));
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool Is(JsonElement claim, string member, params string[] values) =>
        claim.TryGetProperty(member, out var text) && values.Contains(text.GetString(), StringComparer.Ordinal);
}
