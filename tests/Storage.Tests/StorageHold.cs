using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Webhooks.Storage.Tests;

/// <summary>
/// A process that stops for a while before its first write to a table, or the first that holds a text.
/// </summary>
internal sealed class StorageHold(string table, string text = "") : HttpPipelinePolicy
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isArmed;

    /// <summary>When it has come to that write.</summary>
    public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>That write.</summary>
    public HttpMessage? Held { get; private set; }

    public void Arm() => _isArmed = true;

    public void Release() => _released.TrySetResult();

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (_isArmed && !_reached.Task.IsCompleted && Writes(message.Request))
        {
            Held = message;
            _reached.TrySetResult();
            await _released.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }

        await ProcessNextAsync(message, pipeline);
    }

    private bool Writes(Request request)
    {
        if (request.Method == RequestMethod.Get)
            return false;
        using MemoryStream content = new();
        request.Content?.WriteTo(content, CancellationToken.None);
        string path = request.Uri.Path ?? "";
        string body = Encoding.UTF8.GetString(content.ToArray());
        return body.Contains(text, StringComparison.Ordinal)
            && (path.Contains($"/{table}", StringComparison.Ordinal)
                || (path.EndsWith("$batch", StringComparison.Ordinal)
                    && body.Contains($"/{table}", StringComparison.Ordinal)));
    }
}
