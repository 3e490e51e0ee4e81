namespace Webhooks.Faults.Tests.Proxy;

/// <summary>What may go wrong with a storage call.</summary>
internal enum Fault
{
    None,

    /// <summary>503, and the operation was not done.</summary>
    Refused,

    /// <summary>500, though the operation was done.</summary>
    FailedAfter,

    /// <summary>The connection is cut, and the operation was not done.</summary>
    CutBefore,

    /// <summary>The operation is done, and the connection cut instead of the answer.</summary>
    CutAfter,

    /// <summary>The operation is done, and the connection cut in the middle of the answer.</summary>
    CutInside,

    /// <summary>
    /// The operation is done twice, and the second answer given, as by a retry of something in between.
    /// </summary>
    Repeated,

    /// <summary>The operation is done a little later, so that others overtake it.</summary>
    Delayed,

    /// <summary>The client gives up waiting, and the operation is done after that: a stale write.</summary>
    Late,
}
