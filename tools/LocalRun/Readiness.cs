using System.Diagnostics;

namespace Webhooks.Tools.LocalRun;

/// <summary>Whether the host answers.</summary>
public static class Readiness
{
    /// <summary>Waits until <c>/admin/host/status</c> answers with success.</summary>
    /// <param name="port">The host's port.</param>
    /// <param name="patience">How long to wait.</param>
    /// <returns>Whether it did in time.</returns>
    public static async Task<bool> WaitAsync(int port, TimeSpan patience, CancellationToken cancellationToken)
    {
        using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < patience;)
        {
            try
            {
                using HttpResponseMessage answer =
                    await http.GetAsync(new Uri($"http://localhost:{port}/admin/host/status"), cancellationToken);
                if (answer.IsSuccessStatusCode)
                    return true;
            }
            catch (Exception e)
                when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // Not yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }

        return false;
    }
}
