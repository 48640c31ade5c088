using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Pipeline.Workers;

namespace TradingFunctions.Api.Workers;

public static class WorkerEndpoints
{
    public static async Task List(HttpContext http)
    {
        var workers = await http.RequestServices.GetRequiredService<WorkerRegistry>().List(http.RequestAborted);
        await Answer.Ok(http, new ListAnswer<Worker>(workers), ApiJson.Default.ListAnswerWorker);
    }
}
