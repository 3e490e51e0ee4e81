using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Local.Timers;

/// <summary>Remembers where timers stand: one JSON file each in the folder of <c>StandIns__DataFolder</c>, or nothing.</summary>
internal sealed class ScheduleMonitor(string? folder)
{
    public const string FolderSetting = "StandIns:DataFolder";

    public static ScheduleMonitor From(IConfiguration configuration) => new(configuration[FolderSetting]);

    public ScheduleStatus? Read(string functionName)
    {
        if (folder is null || !File.Exists(PathOf(functionName)))
            return null;
        try
        {
            return JsonSerializer.Deserialize<ScheduleStatus>(File.ReadAllBytes(PathOf(functionName)));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Write(string functionName, ScheduleStatus status)
    {
        if (folder is null)
            return;
        string path = PathOf(functionName);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes($"{path}.new", JsonSerializer.SerializeToUtf8Bytes(status));
        File.Move($"{path}.new", path, overwrite: true);
    }

    private string PathOf(string functionName) => Path.Combine(folder!, "timers", $"{functionName}.json");
}
