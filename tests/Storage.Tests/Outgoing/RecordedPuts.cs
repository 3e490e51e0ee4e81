using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Azure.Core;
using Azure.Core.Pipeline;
using Webhooks.Storage.Outgoing;

namespace Webhooks.Storage.Tests.Outgoing;

/// <summary>What was put into a queue, and for how long nobody sees it there, which the queue does not tell.</summary>
internal sealed partial class RecordedPuts : HttpPipelinePolicy
{
    private readonly List<(OutgoingMessage Message, TimeSpan Delay)> _put = [];

    /// <summary>What was put since it was asked last.</summary>
    public List<(OutgoingMessage Message, TimeSpan Delay)> Take()
    {
        lock (_put)
        {
            List<(OutgoingMessage Message, TimeSpan Delay)> taken = [.. _put];
            _put.Clear();
            return taken;
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Every call is asynchronous.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        if (message.Request.Method != RequestMethod.Post || message.Response.Status != 201)
            return;
        using MemoryStream body = new();
        await message.Request.Content!.WriteToAsync(body, message.CancellationToken);
        body.Position = 0;
        string text = XDocument.Load(body).Descendants("MessageText").Single().Value;
        string delay = VisibilityTimeout().Match(message.Request.Uri.Query).Groups[1].Value;
        lock (_put)
            _put.Add((OutgoingMessage.Parse(text)!, TimeSpan.FromSeconds(
                delay.Length == 0 ? 0 : int.Parse(delay, CultureInfo.InvariantCulture))));
    }

    [GeneratedRegex("visibilitytimeout=([0-9]+)")]
    private static partial Regex VisibilityTimeout();
}
