extern alias simulation;

using System.Net;
using Azure.Core;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using simulation::Webhooks.Simulation;
using simulation::Webhooks.Simulation.Wire;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Tools.Azurite;

namespace Webhooks.Faults.Tests.Processes;

/// <summary>
/// The simulated storage on loopback, so that a process that may have little memory can store what an emulator would
/// take long for.
/// </summary>
internal sealed class ServedAccount : IAsyncDisposable
{
    private const string Account = "simulated";

    private readonly List<WebApplication> _servers = [];

    private ServedAccount(string connectionString, TableServiceClient tables) =>
        (ConnectionString, Tables) = (connectionString, tables);

    public string ConnectionString { get; }

    /// <summary>Its tables without the way over HTTP, to fill them.</summary>
    public TableServiceClient Tables { get; }

    public static async Task<ServedAccount> StartAsync()
    {
        SimulatedAccount account = new(TimeProvider.System, AzureLimits.WithoutRates);
        (int tables, int queues) = (FreePort.Next(), FreePort.Next());
        string key = AzuriteProcess.ConnectionStringFor([0, 0, 0]).Split(';')
            .Single(part => part.StartsWith("AccountKey=", StringComparison.Ordinal));
        ServedAccount served = new(
            $"DefaultEndpointsProtocol=http;AccountName={Account};{key};"
            + $"TableEndpoint=http://127.0.0.1:{tables};QueueEndpoint=http://127.0.0.1:{queues}/{Account}",
            account.Tables());
        await served.ServeAsync(tables, account.AnswerTable);
        await served.ServeAsync(queues, account.AnswerQueue);
        return served;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (WebApplication server in _servers)
            await server.DisposeAsync();
    }

    private async Task ServeAsync(int port, Func<WireRequest, WireResponse> answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port));
        WebApplication server = builder.Build();
        server.Run(context => AnswerAsync(context, answer));
        await server.StartAsync();
        _servers.Add(server);
    }

    private static async Task AnswerAsync(HttpContext context, Func<WireRequest, WireResponse> answer)
    {
        HttpRequest request = context.Request;
        string path = context.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?')[0].TrimStart('/');
        if (path.StartsWith(Account, StringComparison.Ordinal))
            path = path[Account.Length..].TrimStart('/'); // the queue's client has the account in its path
        using MemoryStream body = new();
        await request.Body.CopyToAsync(body, context.RequestAborted);
        WireResponse response = answer(
            new WireRequest(request.Method, path, request.QueryString.Value ?? "", body.ToArray())
            {
                IfMatch = request.Headers.IfMatch,
                ContentType = request.ContentType,
                WantsContent = request.Headers["Prefer"] != "return-no-content",
            });
        context.Response.StatusCode = response.Status;
        foreach (HttpHeader header in response.Headers)
            context.Response.Headers[header.Name] = header.Value;
        if (response.ContentStream is { } content)
            await content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
