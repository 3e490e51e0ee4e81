using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.Local.Http;

/// <summary>A request's metadata: its query parameters and, on top, its route values.</summary>
internal static class HttpBindingData
{
    public static Dictionary<string, object?> From(HttpContext http)
    {
        Dictionary<string, object?> data = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues value) in http.Request.Query)
            data[name] = value.ToString();
        foreach ((string name, object? value) in http.Request.RouteValues)
            data[name] = value;
        return data;
    }
}
