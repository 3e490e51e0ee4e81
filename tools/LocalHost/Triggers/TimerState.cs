using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Webhooks.Tools.LocalHost.Triggers;

/// <summary>Where the timers' schedules are kept between runs: in files, apart for each storage account.</summary>
internal static class TimerState
{
    /// <summary>The folder, which exists afterwards.</summary>
    public static string Folder(RunOptions options, IConfiguration configuration)
    {
        string account = configuration["AzureWebJobsStorage"] ?? configuration["AzureWebJobsStorage:accountName"] ?? "";
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(account)))[..12];
        string state = options.State ?? Path.Combine(Path.GetDirectoryName(options.App)!, ".local-host");
        return Directory.CreateDirectory(Path.Combine(state, "timers", name)).FullName;
    }
}
