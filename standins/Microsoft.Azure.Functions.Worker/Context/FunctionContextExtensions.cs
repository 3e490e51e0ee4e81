using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Local;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The HTTP side of an invocation.</summary>
public static class FunctionContextExtensions
{
    /// <summary>The request and response of an HTTP function.</summary>
    /// <param name="context">The invocation.</param>
    /// <returns>Null for other triggers.</returns>
    public static HttpContext? GetHttpContext(this FunctionContext context) =>
        context.Items.TryGetValue(LocalFunctionContext.HttpContextKey, out object? value) ? value as HttpContext : null;
}
