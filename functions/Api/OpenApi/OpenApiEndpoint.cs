using System.Text;
using Microsoft.AspNetCore.Http;
using TradingFunctions.Api.Http;
using TradingFunctions.Api.Routing;

namespace TradingFunctions.Api.OpenApi;

public static class OpenApiEndpoint
{
    private static readonly Lazy<byte[]> Document = new(() => Encoding.UTF8.GetBytes(OpenApiWriter.Write(ApiRoutes.All).ToJsonString()));

    public static Task Show(HttpContext http)
    {
        http.Response.ContentType = Answer.JsonContentType;
        http.Response.ContentLength = Document.Value.Length;
        return http.Response.Body.WriteAsync(Document.Value, http.RequestAborted).AsTask();
    }
}
