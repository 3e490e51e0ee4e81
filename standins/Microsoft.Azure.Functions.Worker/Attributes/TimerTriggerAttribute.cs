using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function on a schedule.</summary>
/// <param name="schedule">NCRONTAB with six fields, or a time span.</param>
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    /// <summary>NCRONTAB with six fields, or a time span.</summary>
    public string Schedule { get; private set; } = schedule;

    /// <summary>Whether runs missed while the app was down are noticed.</summary>
    public bool UseMonitor { get; set; } = true;

    /// <summary>Whether to run when the app starts.</summary>
    public bool RunOnStartup { get; set; }
}
