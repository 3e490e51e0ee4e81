namespace Webhooks.Faults.Tests.Matrix;

/// <summary>What became of a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Struck">Whether the call that was to fail was made at all.</param>
/// <param name="Problems">What the audit found.</param>
/// <param name="Acknowledged">How many deliveries were acknowledged.</param>
/// <param name="Took">How long it took.</param>
internal sealed record CaseResult(
    FaultCase Case, bool Struck, IReadOnlyList<string> Problems, int Acknowledged, TimeSpan Took);
