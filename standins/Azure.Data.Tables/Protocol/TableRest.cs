using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Protocol;

/// <summary>Requests to one account, over Azure.Core's pipeline with its retries, logging and transport.</summary>
internal sealed class TableRest
{
    private const string TokenScope = "https://storage.azure.com/.default";
    private static readonly ResponseClassifier Classifier = new();

    private readonly HttpPipeline _pipeline;
    private readonly string _version;

    public TableRest(Uri endpoint, HttpPipelinePolicy authentication, TableClientOptions? options)
    {
        options ??= new TableClientOptions();
        Endpoint = endpoint;
        _version = options.VersionText;
        _pipeline = HttpPipelineBuilder.Build(new HttpPipelineOptions(options)
        {
            PerRetryPolicies = { authentication },
            ResponseClassifier = Classifier,
            RequestFailedDetailsParser = new TableErrorParser(),
        });
    }

    /// <summary>The account's address, without query or trailing slash.</summary>
    public Uri Endpoint { get; }

    public static HttpPipelinePolicy Authenticate(TokenCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return new BearerTokenAuthenticationPolicy(credential, TokenScope);
    }

    public static HttpPipelinePolicy Authenticate(TableSharedKeyCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return new SharedKeyPolicy(credential);
    }

    /// <summary>A request for a path below the endpoint, all in it escaped.</summary>
    /// <param name="method">The verb.</param>
    /// <param name="path">The path, and a query, without a leading slash.</param>
    /// <param name="expected">A status that is an answer here though an error elsewhere.</param>
    public HttpMessage Create(RequestMethod method, string path, int? expected = null)
    {
        RequestContext context = new() { ErrorOptions = ErrorOptions.NoThrow };
        if (expected is int status)
            context.AddClassifier(status, isError: false);
        HttpMessage message = _pipeline.CreateMessage(context, Classifier);
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri($"{Endpoint.AbsoluteUri.TrimEnd('/')}/{path}"));
        message.Request.Headers.Add("x-ms-version", _version);
        message.Request.Headers.Add("DataServiceVersion", "3.0");
        message.Request.Headers.Add("Accept", "application/json;odata=minimalmetadata");
        return message;
    }

    /// <summary>Sends a request and takes its answer, whose body has been read to its end.</summary>
    /// <exception cref="RequestFailedException">The service said no, to the last try.</exception>
    public async Task<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken)
    {
        await _pipeline.SendAsync(message, cancellationToken);
        return message.Response.IsError ? throw new RequestFailedException(message.Response) : message.Response;
    }
}
