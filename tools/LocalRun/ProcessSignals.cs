using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Webhooks.Tools.LocalRun;

/// <summary>Ending one process, by its id.</summary>
public static partial class ProcessSignals
{
    private const int SigInt = 2;
    private const int SigTerm = 15;

    /// <summary>
    /// Asks a process to end, as a terminal's Ctrl-C does; on Windows, where that can't be asked, ends it.
    /// </summary>
    public static void Interrupt(this Process process) => Send(process, SigInt);

    /// <summary>Asks a process to end, with SIGTERM; on Windows, where that can't be asked, ends it.</summary>
    public static void Terminate(this Process process) => Send(process, SigTerm);

    private static void Send(Process process, int signal)
    {
        if (process.HasExited)
            return;
        if (OperatingSystem.IsWindows())
            process.Kill();
        else
            _ = Kill(process.Id, signal);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int id, int signal);
}
