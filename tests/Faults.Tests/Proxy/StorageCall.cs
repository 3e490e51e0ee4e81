namespace Webhooks.Faults.Tests.Proxy;

/// <summary>A request to storage.</summary>
/// <param name="Kind">What it does to what, such as <c>Events transaction</c>.</param>
/// <param name="Occurrence">
/// The how manieth call of its kind it is, from 1; a client's own retries are the same call.
/// </param>
/// <param name="Attempt">The how manieth attempt at this call it is, from 1.</param>
internal readonly record struct StorageCall(string Kind, int Occurrence, int Attempt);
