using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Http;

namespace Webhooks.Functions.Protocol;

/// <summary>
/// Answers what leads to no other function: 405 with the methods of the path, or 404. The Functions host alone answers
/// a bare 404 to both.
/// </summary>
/// <remarks>
/// The host tries routes in the order of the functions' names, whatever is more exact
/// (https://github.com/Azure/azure-functions-host/issues/9876), so this name is the last of all. Should that change,
/// no webhook may be lost by it: below <c>webhooks/</c> the host answers alone.
/// </remarks>
public static class UnknownOperation
{
    [Function(nameof(UnknownOperation))]
    public static HttpResponseData Answer(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path:regex(^(?!webhooks(/|$)).*$)}")]
        HttpRequestData request, string? path)
    {
        IReadOnlyList<string> methods = Routes.MethodsOf(path ?? "");
        return methods.Count > 0
            ? Problem.WrongMethod(request, methods)
            : Problem.Of(
                request, HttpStatusCode.NotFound, "There is nothing here", "docs/api.md lists what there is.");
    }
}
