using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

/// <summary>
/// Loaded into a .NET process before its Main (DOTNET_STARTUP_HOOKS): ends the process as soon as standard input ends,
/// which the system sees to even where the process that holds the other end was killed.
/// </summary>
/// <remarks>
/// Type and method are named in https://github.com/dotnet/runtime/blob/main/docs/design/features/host-startup-hook.md
/// </remarks>
[SuppressMessage("Design", "CA1050:Declare types in namespaces", Justification = "The runtime looks for this name.")]
public static partial class StartupHook
{
    /// <summary>Watches standard input from now on.</summary>
    public static void Initialize()
    {
        // What this process starts has another parent.
        Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", null);

        // Ctrl-C reaches every process of a terminal's group at once. It is for the parent to say when this one ends.
        if (!OperatingSystem.IsWindows())
            _ = SetProcessGroup(0, 0);
        new Thread(EndWithStandardInput) { IsBackground = true, Name = nameof(EndWithStandardInput) }.Start();
    }

    private static void EndWithStandardInput()
    {
        try
        {
            using Stream input = Console.OpenStandardInput();
            Span<byte> ignored = stackalloc byte[64];
            while (input.Read(ignored) > 0)
            {
            }
        }
        catch (IOException)
        {
            // A broken pipe is an ended one.
        }

        using Process self = Process.GetCurrentProcess();
        self.Kill();
    }

    [LibraryImport("libc", EntryPoint = "setpgid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetProcessGroup(int process, int group);
}
