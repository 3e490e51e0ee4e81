using System.Runtime.InteropServices;
using Webhooks.Tools.LocalHost;

RunOptions options;
try
{
    options = RunOptions.Parse(args);
    if (options.IsHelp)
    {
        Console.WriteLine(RunOptions.Help);
        return 0;
    }
}
catch (LocalHostException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

using CancellationTokenSource stop = new();
PosixSignalRegistration[] signals = [.. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP]).Select(signal =>
    PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        stop.Cancel();
    }))];
if (options.EndWithStandardInput)
    StartupHook.Initialize();
try
{
    return await Runner.RunAsync(options, stop.Token);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 0;
}
catch (Exception e) when (e is LocalHostException or IOException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
