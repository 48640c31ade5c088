namespace TradingFunctions.Local.Sessions;

/// <summary>The cookie of a signed-in browser. Cookies do not know ports: the name does, so that two hosts of one machine keep theirs apart.</summary>
internal static class SessionCookie
{
    public static string? Read(HttpContext http) => http.Request.Cookies[Name(http)];

    public static void Write(HttpContext http, string token, DateTime expiresUtc) => http.Response.Cookies.Append(Name(http), token, Options(http, expiresUtc));

    public static void Delete(HttpContext http) => http.Response.Cookies.Delete(Name(http), Options(http, expiresUtc: null));

    private static string Name(HttpContext http) => FormattableString.Invariant($"trading-session-{http.Connection.LocalPort}");

    private static CookieOptions Options(HttpContext http, DateTime? expiresUtc) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = http.Request.IsHttps,
        Path = "/",
        Expires = expiresUtc,
    };
}
