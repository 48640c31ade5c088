using TradingFunctions.Api.Http;

namespace TradingFunctions.Local.Sessions;

internal enum SessionVerdict
{
    /// <summary>No session: the function key decides.</summary>
    None,
    Allowed,

    /// <summary>Comes from a page of another origin.</summary>
    ForeignOrigin,

    /// <summary>A write without the session's anti-forgery token.</summary>
    NoToken,
}

/// <summary>Judges requests that come with a session's cookie.</summary>
internal sealed class SessionGate(SessionTokens tokens)
{
    public const string AntiForgeryHeader = "x-anti-forgery";

    public SessionVerdict Judge(HttpContext http)
    {
        var token = SessionCookie.Read(http);
        if (token is null || tokens.Expiry(token) is null)
        {
            return SessionVerdict.None;
        }

        if (!IsSameOrigin(http))
        {
            return SessionVerdict.ForeignOrigin;
        }

        return IsRead(http.Request.Method) || tokens.IsAntiForgery(token, http.Request.Headers[AntiForgeryHeader]) ? SessionVerdict.Allowed : SessionVerdict.NoToken;
    }

    public static Task Refuse(HttpContext http, SessionVerdict verdict) => verdict == SessionVerdict.ForeignOrigin
        ? Problems.Write(http, StatusCodes.Status403Forbidden, "FOREIGN_ORIGIN", "A page of another origin may not use this session.")
        : Problems.Write(http, StatusCodes.Status403Forbidden, "ANTI_FORGERY", $"A write of a browser needs the session's token in the header '{AntiForgeryHeader}'; GET /session gives it.");

    /// <summary>Same-site is not enough: cookies of a host reach every port of it, and WebSockets know no CORS.</summary>
    public static bool IsSameOrigin(HttpContext http) =>
        http.Request.Headers.Origin is not [{ } origin] || string.Equals(origin, $"{http.Request.Scheme}://{http.Request.Host}", StringComparison.OrdinalIgnoreCase);

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
}
