namespace Webhooks.Storage.State;

/// <summary>A browser that may see the dashboard.</summary>
/// <param name="Token">The secret that its cookie holds.</param>
/// <param name="MayAct">Whether it may replay, too.</param>
/// <param name="ExpiresAt">When it ends, in UTC.</param>
public sealed record PageSession(string Token, bool MayAct, DateTimeOffset ExpiresAt);
