using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webhooks.Tools.LocalHost.Admin;
using Webhooks.Tools.LocalHost.Http;
using Webhooks.Tools.LocalHost.Rpc;
using Webhooks.Tools.LocalHost.Triggers;
using Webhooks.Tools.LocalHost.Worker;

namespace Webhooks.Tools.LocalHost;

/// <summary>One run of the host: the worker first, then what calls it; at the end the other way round.</summary>
internal static class Runner
{
    // The real host's own limit.
    private const long MaxRequestBody = 104_857_600;

    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(5);

    /// <summary>Runs until told to stop.</summary>
    /// <returns>The exit code: 0 after a stop, the worker's where that could not start.</returns>
    public static async Task<int> RunAsync(RunOptions options, CancellationToken stop)
    {
        string folder = Path.GetDirectoryName(options.App)!;
        IConfigurationRoot configuration = HostConfiguration.Read(folder);
        using HostLogging logging = new(configuration);
        ILoggerFactory loggers = logging.Loggers;
        TimeProvider time = TimeProvider.System;

        WorkerSupervisor supervisor = new(options, configuration, configuration.FunctionTimeout(), time, loggers);
        await using WebApplication rpc = RpcServer(supervisor, loggers);
        await rpc.StartAsync(stop);
        try
        {
            if (await supervisor.StartAsync(Address(rpc), stop) is { } exitCode)
                return exitCode == 0 ? 1 : exitCode;
            await ServeAsync(options, configuration, supervisor, time, loggers, stop);
            return 0;
        }
        finally
        {
            // Before the server that it is connected to.
            await supervisor.DisposeAsync();
        }
    }

    private static async Task ServeAsync(
        RunOptions options, IConfiguration configuration, WorkerSupervisor supervisor, TimeProvider time,
        ILoggerFactory loggers, CancellationToken stop)
    {
        string secrets = configuration["FUNCTIONS_SECRETS_PATH"]
            ?? Path.Combine(Path.GetDirectoryName(options.App)!, ".secrets");
        FunctionKeys? keys = options.EnforceKeys
            ? FunctionKeys.Read(secrets, supervisor.Functions.Select(function => function.Name))
            : null;
        TriggerHost triggers = new(options, configuration, supervisor, time, loggers);
        await using WebApplication front = Front(options, configuration, supervisor, triggers, keys, loggers);
        await front.StartAsync(stop);
        FunctionList.Print(supervisor.Functions, options, configuration.RoutePrefix());
        Task listening = triggers.StartAsync(stop);

        await Task.Delay(Timeout.InfiniteTimeSpan, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using CancellationTokenSource patience = new(AnswersWithin);
        await Task.WhenAll(front.StopAsync(patience.Token), triggers.StopAsync());
    }

    private static WebApplication RpcServer(WorkerSupervisor supervisor, ILoggerFactory loggers)
    {
        WebApplicationBuilder builder = Builder(loggers);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        builder.Services.AddSingleton(supervisor)
            .AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (null, null));
        WebApplication app = builder.Build();
        app.MapGrpcService<FunctionRpcService>();
        return app;
    }

    private static WebApplication Front(
        RunOptions options, IConfiguration configuration, WorkerSupervisor supervisor, TriggerHost triggers,
        FunctionKeys? keys, ILoggerFactory loggers)
    {
        WebApplicationBuilder builder = Builder(loggers);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ListenLocalhost(options.Port);
            kestrel.Limits.MaxRequestBodySize = MaxRequestBody;
        });
        WebApplication app = builder.Build();
        app.UseRequestLimits(configuration);
        ILogger log = loggers.CreateLogger("Host.Admin");
        new AdminEndpoints(supervisor, triggers, configuration, TimeProvider.System, log).Map(app, keys);
        app.MapFunctions(supervisor, keys, configuration, HostExtensions.Load(Path.GetDirectoryName(options.App)!));
        app.MapGet("/", () => "The function app runs.");
        return app;
    }

    private static WebApplicationBuilder Builder(ILoggerFactory loggers)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrel(kestrel => { });
        builder.Services.AddRouting().AddSingleton(loggers).AddSingleton<IHostLifetime, OwnLifetime>();
        return builder;
    }

    private static Uri Address(WebApplication server) =>
        new(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
}
