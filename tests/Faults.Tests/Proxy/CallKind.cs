using System.Text;

namespace Webhooks.Faults.Tests.Proxy;

/// <summary>Says what a request does, in words.</summary>
internal static class CallKind
{
    public static string OfQueue(CalledRequest request)
    {
        string[] path = Path(request);
        string queue = path.ElementAtOrDefault(1) switch
        {
            "outgoing" => "outgoing queue",
            { } name when name.EndsWith("-poison", StringComparison.Ordinal) => "poison queue",
            _ => "queue",
        };
        bool ofMessage = path.Length > 3;
        return (request.Method, path.Length) switch
        {
            ("PUT", 2) => $"{queue} create",
            ("POST", _) => $"{queue} put",
            ("GET", _) => $"{queue} get",
            ("PUT", _) when ofMessage => $"{queue} release",
            ("DELETE", _) when ofMessage => $"{queue} delete",
            _ => $"{queue} {request.Method}",
        };
    }

    public static string OfTable(CalledRequest request)
    {
        string path = Path(request).ElementAtOrDefault(1) ?? "";
        int bracket = path.IndexOf('(', StringComparison.Ordinal);
        string table = bracket < 0 ? path : path[..bracket];
        if (table == "$batch")
            return $"{TableOfBatch(request)} transaction";
        if (table == "Tables")
            return "table create";
        bool hasKeys = bracket >= 0 && path[bracket + 1] != ')';
        string verb = request.Method switch
        {
            "GET" => hasKeys ? "get" : "query",
            "POST" => "add",
            "PUT" or "PATCH" or "MERGE" => request.IfMatch is null ? "put" : "update",
            "DELETE" => "delete",
            string other => other,
        };
        return $"{table} {verb}";
    }

    private static string[] Path(CalledRequest request) =>
        request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    // Each part of a batch starts with a line such as "PUT http://127.0.0.1:1/devstoreaccount1/Events(…) HTTP/1.1".
    private static string TableOfBatch(CalledRequest request)
    {
        string start = Encoding.ASCII.GetString(request.Body.Span[..Math.Min(request.Body.Length, 2_000)]);
        string line = start.Split("\r\n").First(candidate => candidate.EndsWith("HTTP/1.1", StringComparison.Ordinal));
        return new Uri(line.Split(' ')[1]).Segments[^1].Split('(')[0];
    }
}
