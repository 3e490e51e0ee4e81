using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>The app cannot start; the message says why in one sentence and is all that is shown.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Never thrown without a message.")]
internal sealed class LocalHostException(string message, Exception? innerException = null)
    : Exception(message, innerException);
