using Webhooks.Storage.Status;

namespace Webhooks.Functions.Health;

/// <summary>
/// Asks whether storage answers, at most once in a few seconds, whoever asks: the question is anonymous, and each
/// answer costs storage operations.
/// </summary>
public sealed class HealthProbe(StatusReader status, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly Lock _gate = new();
    private Task<bool>? _answer;
    private long _askedAt;

    /// <summary>Whether queue and tables answer.</summary>
    /// <returns>False where one does not, in good time.</returns>
    public Task<bool> IsUpAsync()
    {
        lock (_gate)
        {
            if (_answer is null || (_answer.IsCompleted && time.GetElapsedTime(_askedAt) > Fresh))
            {
                _askedAt = time.GetTimestamp();
                _answer = AskAsync();
            }

            return _answer;
        }
    }

    private async Task<bool> AskAsync()
    {
        using CancellationTokenSource patience = new(Patience, time);
        try
        {
            await status.ProbeAsync(patience.Token).WaitAsync(Patience, time);
            return true;
        }
#pragma warning disable CA1031 // Whatever fails, the answer is no.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
