using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Protocol;

/// <summary>Puts the signature of a connection string behind every address.</summary>
internal sealed class SharedAccessSignaturePolicy(string signature) : HttpPipelineSynchronousPolicy
{
    private readonly string _signature = signature.TrimStart('?');

    public override void OnSendingRequest(HttpMessage message)
    {
        string query = message.Request.Uri.Query;
        if (!query.Contains(_signature, StringComparison.Ordinal))
            message.Request.Uri.Query = query.Length <= 1 ? "?" + _signature : $"{query}&{_signature}";
    }
}
