using System.Globalization;
using Azure;
using Azure.Identity;

namespace Microsoft.Azure.Functions.Worker.Local.Queues;

/// <summary>Which exceptions mean that storage could not be used, and how to name them in a log without addresses or keys.</summary>
internal static class StorageFailure
{
    public static bool Is(Exception exception) =>
        exception is RequestFailedException or AuthenticationFailedException or IOException or TimeoutException or TaskCanceledException
        || (exception is AggregateException many && many.InnerExceptions.All(Is));

    public static string Reason(Exception exception) => exception switch
    {
        RequestFailedException { ErrorCode.Length: > 0 } failed => failed.ErrorCode!,
        RequestFailedException { Status: > 0 } failed => failed.Status.ToString(CultureInfo.InvariantCulture),
        AuthenticationFailedException => "no token",
        AggregateException { InnerExceptions: [var first, ..] } => Reason(first),
        _ => exception.GetBaseException().GetType().Name,
    };
}
