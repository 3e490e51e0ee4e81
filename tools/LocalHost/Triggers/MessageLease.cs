using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Queues;
using Microsoft.Azure.WebJobs.Host.Queues;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;

namespace Webhooks.Tools.LocalHost.Triggers;

/// <summary>
/// Shortens the lease that the SDK takes on messages, ten minutes and not to be set: what a local run held when it was
/// killed would stay hidden that long.
/// </summary>
/// <param name="inner">The SDK's own factory of clients.</param>
internal sealed class MessageLease(AzureComponentFactory inner, TimeSpan lease, TimeProvider time)
    : AzureComponentFactory, IQueueProcessorFactory
{
    /// <inheritdoc />
    public override TokenCredential CreateTokenCredential(IConfiguration configuration) =>
        inner.CreateTokenCredential(configuration);

    /// <inheritdoc />
    public override object CreateClientOptions(Type optionsType, object serviceVersion, IConfiguration configuration)
    {
        object options = inner.CreateClientOptions(optionsType, serviceVersion, configuration);
        (options as QueueClientOptions)?.AddPolicy(new ShorterLease(lease), HttpPipelinePosition.PerCall);
        return options;
    }

    /// <inheritdoc />
    public override object CreateClient(
        Type clientType, IConfiguration configuration, TokenCredential credential, object clientOptions) =>
        inner.CreateClient(clientType, configuration, credential, clientOptions);

    /// <inheritdoc />
    public QueueProcessor Create(QueueProcessorOptions queueProcessorOptions) =>
        new LeasedMessages(queueProcessorOptions, lease, time);

    private sealed class ShorterLease(TimeSpan lease) : HttpPipelineSynchronousPolicy
    {
        private const string SdkLease = "visibilitytimeout=600";

        private readonly string _lease =
            string.Create(CultureInfo.InvariantCulture, $"visibilitytimeout={(int)lease.TotalSeconds}");

        public override void OnSendingRequest(HttpMessage message)
        {
            RequestUriBuilder uri = message.Request.Uri;
            if (message.Request.Method == RequestMethod.Get)
                uri.Query = uri.Query.Replace(SdkLease, _lease, StringComparison.Ordinal);
        }
    }
}
