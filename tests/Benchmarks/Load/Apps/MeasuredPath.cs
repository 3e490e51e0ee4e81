namespace Webhooks.Benchmarks.Load.Apps;

/// <summary>One function that is measured: the app it is in, and its address.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="App">What <see cref="LoadBench.Built"/> calls its app.</param>
/// <param name="Url">Where webhooks are posted to, with a key as in production.</param>
internal sealed record MeasuredPath(string Name, string App, string Url)
{
    private const string WithKey = "?code=" + SampleWebhooks.Key;

    public static readonly MeasuredPath Service = new("service", "ServicePath", "/api/webhooks/smartreach" + WithKey);

    /// <summary>One message for each webhook, over gRPC alone as the service.</summary>
    public static readonly MeasuredPath Usual = new("usual pattern", "GrpcPath", "/api/usual" + WithKey);

    /// <summary>A ready-made message for each webhook, which is not read.</summary>
    public static readonly MeasuredPath PutOnly = new("function that only puts", "GrpcPath", "/api/put" + WithKey);

    /// <summary>Nothing.</summary>
    public static readonly MeasuredPath Empty = new("empty function", "GrpcPath", "/api/empty" + WithKey);

    /// <summary>The usual pattern as most samples have it, behind ASP.NET Core integration.</summary>
    public static readonly MeasuredPath AspNetUsual =
        new("usual pattern, ASP.NET Core integration", "AspNetPath", "/api/usual" + WithKey);

    /// <summary>Nothing, behind ASP.NET Core integration.</summary>
    public static readonly MeasuredPath AspNetEmpty =
        new("empty function, ASP.NET Core integration", "AspNetPath", "/api/empty" + WithKey);
}
