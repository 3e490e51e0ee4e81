using System.Runtime.CompilerServices;

namespace Webhooks.EndToEnd.Tests.Running;

/// <summary>
/// The processes that tests start live for seconds, a third of which went into compiling again, better, what was
/// called thirty times: it takes five hundred times here, and no time goes into learning how. The settings, in
/// hexadecimal, are of https://github.com/dotnet/runtime/blob/main/src/coreclr/inc/clrconfigvalues.h.
/// </summary>
internal static class ShortLives
{
    [ModuleInitializer]
    internal static void CompileOnce()
    {
        Environment.SetEnvironmentVariable("DOTNET_TC_CallCountThreshold", "1F4");
        Environment.SetEnvironmentVariable("DOTNET_TieredPGO", "0");
    }
}
