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
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
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

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
