namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Something that starts functions by itself.</summary>
internal interface IListener
{
    /// <param name="stopping">Signalled when no further function is to be started.</param>
    /// <param name="ending">Signalled when the functions that still run are to end.</param>
    /// <returns>When none runs any more.</returns>
    Task RunAsync(CancellationToken stopping, CancellationToken ending);
}
